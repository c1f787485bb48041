'use server';

import { organisation } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

export const requireSecondFactorAction = organisationAction(z.object({ required: z.boolean() }), (ctx, input) =>
  organisation.requireSecondFactor(ctx, input),
);

export const setRotationPolicyAction = organisationAction(
  z.object({ policy: z.enum(['days_90', 'days_30', 'quarterly']) }),
  (ctx, input) => organisation.setRotationPolicy(ctx, input),
);
