'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';
import { CHANNELS } from './draft.ts';

const secret = z.string().trim().max(400);

export const checkTelegramTokenAction = organisationAction(z.object({ token: secret }), (ctx, input) =>
  bot.checkTelegramToken(ctx, input),
);

const deploySchema = z.object({
  deployKey: z.uuid(),
  name: z.string().max(60),
  template: z.string().max(32),
  instructions: z.string().max(8_000),
  about: z.string().max(20_000),
  channel: z.enum(CHANNELS),
  telegramToken: secret,
  providerId: z.string().max(40),
  modelId: z.string().max(128),
  providerKey: secret,
  keyFromBotId: z.string().max(64).default(''),
});

/** An empty token, key or bot means none. */
export const deployAction = organisationAction(
  deploySchema,
  (ctx, { telegramToken, providerKey, keyFromBotId, ...input }) =>
    bot.deploy(ctx, {
      ...input,
      ...(input.channel === 'telegram' && telegramToken ? { telegramToken } : {}),
      ...(providerKey ? { providerKey } : {}),
      ...(keyFromBotId ? { keyFromBotId } : {}),
    }),
);
