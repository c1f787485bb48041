import type { Context } from '../context.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { requirePermission } from '../require-permission.ts';
import { getBot } from './get-bot.ts';
import type { BotView } from './views.ts';
import { watchChanges } from './watch-changes.ts';

/**
 * The bot's view at once and after each change, until the signal aborts.
 * Throws `not_found` for a bot that is not there, also when it goes while being watched.
 */
export async function* watchBot(
  ctx: Context,
  { botId }: { botId: string },
  signal: AbortSignal,
): AsyncGenerator<BotView, void, undefined> {
  await requirePermission(ctx, 'bot:read');
  const id = idOrNotFound('bot', botId);
  yield* watchChanges({
    ctx,
    signal,
    concerns: (changed) => changed === id,
    read: () => getBot(ctx, { botId: id }),
  });
}
