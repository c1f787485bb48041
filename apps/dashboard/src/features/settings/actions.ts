'use server';

import { organisation } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

export const requireSecondFactorAction = organisationAction(z.object({ required: z.boolean() }), (ctx, input) =>
  organisation.requireSecondFactor(ctx, input),
);
