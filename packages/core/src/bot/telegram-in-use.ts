import type { ReadClient } from '@clawberth/db';
import type { Context } from '../context.ts';
import type { ClawberthError } from '../errors.ts';
import { fieldError } from '../input/parse-input.ts';

/**
 * Throws `conflict` at `field` when a living bot uses this Telegram bot already: named when it is the
 * organisation's own, and not a word more when it is another's.
 */
export async function requireUnusedTelegramBot(
  { services, organisationId }: Context,
  telegramBotId: bigint,
  field: string,
  exceptBotId?: string,
): Promise<void> {
  const user = await findUser(services.database.read, telegramBotId);
  if (user === null || user.id === exceptBotId) return;
  throw telegramInUse(field, user.organisationId === organisationId ? user.name : null);
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

async function findUser(read: Pick<ReadClient, 'bot'>, telegramBotId: bigint) {
  return read.bot.findFirst({
    where: { telegramBotId, deletedAt: null, desiredState: { not: 'deleted' } },
    select: { id: true, name: true, organisationId: true },
  });
}
