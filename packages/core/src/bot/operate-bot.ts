import type { Bot, Prisma } from '@clawberth/db';
import type { AuditAction } from '../audit/actions.ts';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockBot } from './find-bot.ts';

type Order = {
  action: AuditAction;
  /** What the owner wants from now on; throws `conflict` when the order makes no sense as the bot is. */
  want: (bot: Bot) => Pick<Prisma.BotUncheckedUpdateManyInput, 'desiredState' | 'generation'>;
};

/** Changes what the owner wants of a running or stopped bot, and wakes the worker. Throws `not_found`, `conflict`. */
export async function operateBot(ctx: Context, botId: string, { action, want }: Order): Promise<void> {
  await requirePermission(ctx, 'bot:operate');
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'bot:operate',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, botId);
      await tx.bot.updateMany({ where: { id: bot.id, organisationId }, data: want(bot) });
      return bot;
    },
    audit: (bot) => ({
      action,
      result: 'requested',
      target: { type: 'bot', id: bot.id, name: bot.name },
      botId: bot.id,
    }),
    ring: (bot) => bot.id,
  });
}
