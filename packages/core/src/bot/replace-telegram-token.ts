import type { Bot, TenantTx } from '@clawberth/db';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { askTelegram, type TelegramAnswer } from '../outside/ask-telegram.ts';
import { readTelegramToken } from '../outside/telegram-token.ts';
import { sealSecret, type SealedSecret } from '../secrets/bot-secret.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeTelegramStandIn } from '../secrets/make-tokens.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { findBot, lockBot } from './find-bot.ts';
import { replaceSecret } from './replace-secret.ts';
import { requireUnusedTelegramBot, telegramInUse } from './telegram-in-use.ts';

/**
 * Gives the bot another Telegram token, of the same Telegram bot or of another one, asked of Telegram first;
 * then starts it again. Errors at `token` as with checkTelegramToken; `not_found`, and `conflict` for a bot
 * without Telegram.
 */
export async function replaceTelegramToken(
  ctx: Context,
  { botId, token: pasted }: { botId: string; token: string },
): Promise<void> {
  await requirePermission(ctx, 'secret:manage');
  const { services, organisationId } = ctx;
  const known = await findBot(ctx, botId);
  if (known.telegramBotId === null) throw new ClawberthError('conflict', 'This bot does not use Telegram.');
  const token = readTelegramToken(pasted);
  const telegram = await askTelegram(services, token, 'token');
  await requireUnusedTelegramBot(ctx, telegram.telegramBotId, 'token', known.id);
  const made = await makeRows(ctx, known.id, token, telegram);
  await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, known.id);
      return { bot, earlier: await write(tx, bot, telegram, made) };
    },
    audit: ({ bot, earlier }) => ({
      action: 'bot.telegram_token_replaced',
      result: 'requested',
      target: { type: 'bot', id: bot.id, name: bot.name },
      botId: bot.id,
      before: { fingerprint: earlier, telegram: `@${bot.telegramUsername ?? ''}` },
      after: { fingerprint: made.secret.fingerprint, telegram: `@${telegram.username}` },
    }),
    ring: ({ bot }) => bot.id,
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'telegramBotId') ? telegramInUse('token', null) : error;
  });
}

type Rows = { secret: SealedSecret; standIn: SealedSecret; standInHash: string };

async function makeRows(
  { services, organisationId, actor }: Context,
  botId: string,
  token: string,
  telegram: TelegramAnswer,
): Promise<Rows> {
  const setById = actor.type === 'user' ? actor.userId : null;
  const standIn = makeTelegramStandIn(telegram.telegramBotId);
  const own = { organisationId, botId, setById };
  return {
    secret: await sealSecret(services, { ...own, kind: 'telegram_token', value: token }),
    standIn: await sealSecret(services, { ...own, kind: 'telegram_stand_in', value: standIn }),
    standInHash: hashToken(standIn),
  };
}

/** A stand-in carries the Telegram bot's number, and a new sandbox takes a new one anyway. */
async function write(tx: TenantTx, bot: Bot, telegram: TelegramAnswer, rows: Rows): Promise<string | null> {
  const { id, organisationId } = bot;
  const earlier = await replaceSecret(tx, rows.secret);
  await replaceSecret(tx, rows.standIn);
  const kind = 'telegram_stand_in';
  await tx.sandboxToken.deleteMany({ where: { botId: id, organisationId, kind } });
  await tx.sandboxToken.create({ data: { tokenHash: rows.standInHash, organisationId, botId: id, kind } });
  await tx.bot.updateMany({
    where: { id, organisationId },
    data: {
      telegramBotId: telegram.telegramBotId,
      telegramUsername: telegram.username,
      telegramName: telegram.name,
      ...(bot.desiredState === 'running' ? { generation: bot.generation + 1 } : {}),
    },
  });
  return earlier;
}
