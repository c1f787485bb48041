'use server';

import { audit } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';
import { eventLines } from '@/server/event-lines.ts';
import { filtersSchema } from './filters.ts';
import { knownAction } from './known-action.ts';

const PAGE_SIZE = 50;

/** The next page of the audit log. */
export const moreEventsAction = organisationAction(
  z.object({ before: z.string().max(200), filters: filtersSchema }),
  async (ctx, { before, filters }) => {
    const { events, nextCursor } = await audit.list(ctx, {
      ...filters,
      action: knownAction(filters.action),
      before,
      limit: PAGE_SIZE,
    });
    return { events: eventLines(events), nextCursor };
  },
);
