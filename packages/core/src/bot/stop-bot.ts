import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { operateBot } from './operate-bot.ts';

/** Lets a bot rest; its memory and settings stay. Throws `not_found`, `conflict` when it rests already. */
export async function stopBot(ctx: Context, { botId }: { botId: string }): Promise<void> {
  await operateBot(ctx, botId, {
    action: 'bot.stopped',
    want: ({ desiredState }) => {
      if (desiredState === 'stopped') throw new ClawberthError('conflict', 'This bot is paused already.');
      return { desiredState: 'stopped' };
    },
  });
}
