import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { listBots } from './list-bots.ts';
import type { BotSummary } from './views.ts';
import { watchChanges } from './watch-changes.ts';
import { readAs } from '../scope-of.ts';

/** The bot list at once and after each change of one of its bots, until the signal aborts. */
export async function* watchBots(ctx: Context, signal: AbortSignal): AsyncGenerator<BotSummary[], void, undefined> {
  await requirePermission(ctx, 'bot:read');
  let shown = new Set<string>();
  yield* watchChanges({
    ctx,
    signal,
    // A bot that is not shown is a new one, or another organisation's.
    concerns: async (id) => {
      if (shown.has(id)) return true;
      return (await readAs(ctx).bot.count({ where: { id, organisationId: ctx.organisationId } })) > 0;
    },
    read: async () => {
      const bots = await listBots(ctx);
      shown = new Set(bots.map((bot) => bot.id));
      return bots;
    },
  });
}
