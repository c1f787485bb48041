'use server';

import { audit } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';
import { eventLines } from '@/server/event-lines.ts';
import { toWire } from '@/wire.ts';
import { filtersSchema } from './filters.ts';

const PAGE_SIZE = 50;

/** The next page of the audit log. */
export const moreEventsAction = organisationAction(
  z.object({ before: z.string().max(200), filters: filtersSchema }),
  async (ctx, { before, filters }) => {
    const filter = audit.readFilter(filters);
    const { events, nextCursor } = await audit.list(ctx, { ...filter, before, limit: PAGE_SIZE });
    return { events: eventLines(events), nextCursor };
  },
);

/** The whole record of one event. */
export const fullRecordAction = organisationAction(z.object({ sequence: z.string().max(40) }), async (ctx, input) =>
  toWire(await audit.get(ctx, input)),
);
