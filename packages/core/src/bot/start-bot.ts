import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { operateBot } from './operate-bot.ts';

/** Wakes a paused bot, in a new sandbox. Throws `not_found`, `conflict` when it is started already. */
export async function startBot(ctx: Context, { botId }: { botId: string }): Promise<void> {
  await operateBot(ctx, botId, {
    action: 'bot.started',
    want: ({ desiredState, generation }) => {
      if (desiredState === 'running') throw new ClawberthError('conflict', 'This bot is started already.');
      return { desiredState: 'running', generation: generation + 1 };
    },
  });
}
