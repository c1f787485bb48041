'use server';

import { bot, person } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

const botId = z.uuid();
const oneBot = z.object({ botId });

export const startBotAction = organisationAction(oneBot, (ctx, input) => bot.start(ctx, input));
export const stopBotAction = organisationAction(oneBot, (ctx, input) => bot.stop(ctx, input));
export const restartBotAction = organisationAction(oneBot, (ctx, input) => bot.restart(ctx, input));
export const retryBotAction = organisationAction(oneBot, (ctx, input) => bot.retry(ctx, input));

export const removeBotAction = organisationAction(z.object({ botId, confirmName: z.string().max(200) }), (ctx, input) =>
  bot.remove(ctx, input),
);

const oneRequest = z.object({ botId, requestId: z.string().max(128) });

export const allowPersonAction = organisationAction(oneRequest, (ctx, input) => person.allow(ctx, input));
export const dismissPersonAction = organisationAction(oneRequest, (ctx, input) => person.dismiss(ctx, input));
