'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';
import { personalitySchema } from './schema.ts';

const configureSchema = personalitySchema.extend({ botId: z.uuid(), expectedVersion: z.int().min(1) });

export const configureBotAction = organisationAction(configureSchema, (ctx, input) => bot.configure(ctx, input));

/** What the form is filled with, read anew after a conflict. */
export const readPersonalityAction = organisationAction(z.object({ botId: z.uuid() }), async (ctx, input) => {
  const { version, name, instructions, about, modelId } = await bot.getConfig(ctx, input);
  return { version, name, instructions, about, modelId };
});
