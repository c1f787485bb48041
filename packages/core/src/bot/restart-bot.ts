import type { Context } from '../context.ts';
import { operateBot } from './operate-bot.ts';
import { wantAgain } from './want-again.ts';

/** Ends the bot's sandbox and starts it in a new one. Throws `not_found`, `conflict` while it is paused. */
export async function restartBot(ctx: Context, { botId }: { botId: string }): Promise<void> {
  await operateBot(ctx, botId, { action: 'bot.restarted', want: wantAgain });
}
