import type { Context } from '../context.ts';
import type { ClawberthError } from '../errors.ts';
import { fieldError } from '../input/parse-input.ts';
import { readAs } from '../scope-of.ts';

/**
 * Throws `conflict` at `field` when a living bot uses this Telegram bot already: named when it is the
 * organisation's own, and not a word more when it is another's.
 */
export async function requireUnusedTelegramBot(
  ctx: Context,
  telegramBotId: bigint,
  field: string,
  exceptBotId?: string,
): Promise<void> {
  const [user] = await ctx.services.database.lookup.$queryRaw<{ botId: string; organisationId: string }[]>`
    select * from lookup_telegram_bot(${telegramBotId}::bigint)`;
  if (user === undefined || user.botId === exceptBotId) return;
  const where = { id: user.botId, organisationId: ctx.organisationId };
  const own = await readAs(ctx).bot.findFirst({ where, select: { name: true } });
  throw telegramInUse(field, own?.name ?? null);
}

/** The refusal itself; the unique index gives it when two deploys meet. */
export function telegramInUse(field: string, ownBotName: string | null): ClawberthError {
  const what = ownBotName === null ? 'by a bot here' : `by your bot “${ownBotName}”`;
  return fieldError(
    'conflict',
    field,
    `This Telegram bot is already used ${what}. Make another one with /newbot in @BotFather.`,
  );
}
