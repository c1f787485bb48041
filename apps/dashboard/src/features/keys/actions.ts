'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

const secret = z.string().trim().min(1).max(400);

/** Core checks the token with Telegram before it takes the old one's place. */
export const replaceTelegramTokenAction = organisationAction(
  z.object({ botId: z.uuid(), token: secret }),
  (ctx, input) => bot.replaceTelegramToken(ctx, input),
);

export const replaceProviderKeyAction = organisationAction(z.object({ botId: z.uuid(), key: secret }), (ctx, input) =>
  bot.replaceProviderKey(ctx, input),
);
