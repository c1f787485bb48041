'use server';

import { support } from '@clawberth/core';
import { z } from 'zod';
import { userAction } from '@/server/action.ts';
import { visitSchema } from './schema.ts';

export const startVisitAction = userAction(visitSchema, async (request, user, input) => {
  const { slug } = await support.visit(request, user, input);
  return { path: `/o/${slug}/audit` };
});

export const leaveVisitAction = userAction(z.object({ visitId: z.uuid() }), (request, user, input) =>
  support.leave(request, user, input),
);
