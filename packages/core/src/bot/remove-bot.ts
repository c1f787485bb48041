import type { Context } from '../context.ts';
import { fieldError } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockBot } from './find-bot.ts';

/**
 * Wants the bot gone for good. Its tokens are erased at once, so that the airlock refuses it from this moment;
 * the worker takes down the sandbox and then erases the secrets. Throws `not_found`, or `invalid_input` at
 * `confirmName` unless the bot's name was typed.
 */
export async function removeBot(
  ctx: Context,
  { botId, confirmName }: { botId: string; confirmName: string },
): Promise<void> {
  await requirePermission(ctx, 'bot:delete');
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'bot:delete',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, botId);
      if (String(confirmName).trim() !== bot.name) {
        throw fieldError('invalid_input', 'confirmName', `Please type the bot’s name, ${bot.name}, to delete it.`);
      }
      await tx.bot.updateMany({ where: { id: bot.id, organisationId }, data: { desiredState: 'deleted' } });
      await tx.sandboxToken.deleteMany({ where: { botId: bot.id, organisationId } });
      return bot;
    },
    audit: (bot) => ({
      action: 'bot.deleted',
      result: 'requested',
      target: { type: 'bot', id: bot.id, name: bot.name },
      botId: bot.id,
      before: { name: bot.name, telegram: bot.telegramUsername === null ? null : `@${bot.telegramUsername}` },
    }),
    ring: (bot) => bot.id,
  });
}
