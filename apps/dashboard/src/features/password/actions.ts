'use server';

import { account } from '@clawberth/core';
import { z } from 'zod';
import { env } from '@/env.ts';
import { publicAction } from '@/server/action.ts';
import { forgotSchema, resetSchema } from './schemas.ts';

export const askForResetAction = publicAction(forgotSchema, (request, { email }) =>
  account.requestPasswordReset(request, { email, dashboardUrl: env().NEXTAUTH_URL }),
);

export const resetPasswordAction = publicAction(
  resetSchema.extend({ ticket: z.string().max(1_000) }),
  (request, input) => account.resetPassword(request, input),
);
