'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

const botId = z.uuid();
const secret = z.string().trim().min(1).max(400);
const oneSecret = z.object({ botId, kind: z.enum(['telegram_token', 'provider_key']) });

/** Whose token it is, and whether the bot would have to restart for it. */
export const checkNewTokenAction = organisationAction(z.object({ botId, token: secret }), (ctx, input) =>
  bot.checkNewToken(ctx, input),
);

/** Core checks the token with Telegram before it takes the old one's place. */
export const replaceTelegramTokenAction = organisationAction(z.object({ botId, token: secret }), (ctx, input) =>
  bot.replaceTelegramToken(ctx, input),
);

export const replaceProviderKeyAction = organisationAction(z.object({ botId, key: secret }), (ctx, input) =>
  bot.replaceProviderKey(ctx, input),
);

export const suspectSecretAction = organisationAction(oneSecret, (ctx, input) => bot.suspectSecret(ctx, input));

export const revokeSecretAction = organisationAction(oneSecret, (ctx, input) => bot.revokeSecret(ctx, input));

export const renewTokensAction = organisationAction(z.object({ botId, atOnce: z.boolean() }), (ctx, input) =>
  bot.renewTokens(ctx, input),
);
