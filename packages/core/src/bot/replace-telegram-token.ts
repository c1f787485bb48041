import { Prisma, type Bot, type TenantTx } from '@clawberth/db';
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
import { readFailure } from './failure-record.ts';
import { findBot, lockBot } from './find-bot.ts';
import { replaceSecret } from './replace-secret.ts';
import { requireNewValue } from './same-secret.ts';
import { requireUnusedTelegramBot, telegramInUse } from './telegram-in-use.ts';
import { restartsWith } from './token-restart.ts';

/**
 * Gives the bot another Telegram token, asked of Telegram first. A newer one of the same Telegram bot works from the next
 * request on, without a restart of a bot that is well; one of another Telegram bot starts it again. Errors at `token` as
 * with checkTelegramToken, and `conflict` for a token that it has or that was stopped; `not_found`, and `conflict` for a
 * bot without Telegram.
 */
export async function replaceTelegramToken(
  ctx: Context,
  { botId, token: pasted }: { botId: string; token: string },
): Promise<{ restarts: boolean }> {
  await requirePermission(ctx, 'secret:manage');
  const { services, organisationId } = ctx;
  const known = await findBot(ctx, botId);
  if (known.telegramBotId === null) throw new ClawberthError('conflict', 'This bot does not use Telegram.');
  const token = readTelegramToken(pasted);
  const telegram = await askTelegram(services, token, 'token');
  await requireUnusedTelegramBot(ctx, telegram.telegramBotId, 'token', known.id);
  const made = await makeRows(ctx, known.id, token, telegram);
  const { restarts } = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, known.id);
      const { fingerprint } = made.secret;
      await requireNewValue(tx, { organisationId, botId: bot.id, kind: 'telegram_token', fingerprint }, 'token');
      return { bot, ...(await write(tx, bot, telegram, made)) };
    },
    audit: ({ bot, earlier, restarts }) => ({
      action: 'bot.telegram_token_replaced',
      result: restarts ? 'requested' : 'done',
      target: { type: 'bot', id: bot.id, name: bot.name },
      botId: bot.id,
      before: { fingerprint: earlier, telegram: `@${bot.telegramUsername ?? ''}` },
      after: { fingerprint: made.secret.fingerprint, telegram: `@${telegram.username}` },
    }),
    ring: ({ bot }) => bot.id,
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'telegramBotId') ? telegramInUse('token', null) : error;
  });
  return { restarts };
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

type Written = { earlier: string | null; restarts: boolean };

async function write(tx: TenantTx, bot: Bot, telegram: TelegramAnswer, rows: Rows): Promise<Written> {
  const { id, organisationId } = bot;
  const earlier = await replaceSecret(tx, rows.secret);
  if (bot.telegramBotId !== telegram.telegramBotId) await replaceStandIn(tx, bot, rows);
  const restarts = restartsWith(bot, telegram.telegramBotId);
  // What the old token brought about is over with it.
  const over = !restarts && readFailure(bot)?.code.startsWith('telegram_') === true;
  await tx.bot.updateMany({
    where: { id, organisationId },
    data: {
      telegramBotId: telegram.telegramBotId,
      telegramUsername: telegram.username,
      telegramName: telegram.name,
      ...(restarts ? { generation: bot.generation + 1 } : {}),
      ...(over ? { failure: Prisma.DbNull } : {}),
    },
  });
  return { earlier, restarts };
}

/** A stand-in carries the Telegram bot's number, so that of another one needs another sandbox. */
async function replaceStandIn(tx: TenantTx, { id: botId, organisationId }: Bot, rows: Rows): Promise<void> {
  const kind = 'telegram_stand_in';
  await replaceSecret(tx, rows.standIn);
  await tx.sandboxToken.deleteMany({ where: { botId, organisationId, kind } });
  await tx.sandboxToken.create({ data: { tokenHash: rows.standInHash, organisationId, botId, kind } });
}
