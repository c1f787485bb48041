import 'server-only';
import { bot } from '@clawberth/core';
import { cache } from 'react';
import { pageContext, readForPage } from '@/server/page-context.ts';

/** The bot of the page being rendered; layout, title and page share one reading. */
export const readBot = cache(async (org: string, botId: string): Promise<bot.BotView> => {
  const ctx = await pageContext(org);
  return readForPage(() => bot.get(ctx, { botId }));
});
