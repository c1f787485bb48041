import type { Context } from '../context.ts';
import { operateBot } from './operate-bot.ts';
import { wantAgain } from './want-again.ts';

/** Tries a failed start again at once, in a new sandbox. Throws `not_found`, `conflict` while it is paused. */
export async function retryBot(ctx: Context, { botId }: { botId: string }): Promise<void> {
  await operateBot(ctx, botId, { action: 'bot.retried', want: wantAgain });
}
