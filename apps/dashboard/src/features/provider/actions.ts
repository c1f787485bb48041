'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

const providerId = z.string().max(40);
const modelId = z.string().max(128);
const key = z.string().trim().max(400);

export const checkProviderKeyAction = organisationAction(z.object({ providerId, key, modelId }), (ctx, input) =>
  bot.checkProviderKey(ctx, input),
);

/** An empty key means none: the demo takes none. Core tries the key before the old one goes. */
export const changeProviderAction = organisationAction(
  z.object({ botId: z.uuid(), expectedVersion: z.int().min(1), providerId, modelId, key }),
  (ctx, { key: typed, ...input }) => bot.changeProvider(ctx, { ...input, ...(typed ? { key: typed } : {}) }),
);
