import { ClawberthError } from '../errors.ts';
import type { Context } from '../context.ts';
import { askTelegram } from '../outside/ask-telegram.ts';
import { readTelegramToken } from '../outside/telegram-token.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { findBot } from './find-bot.ts';
import { sameValue, stoppedValue } from './same-secret.ts';
import { requireUnusedTelegramBot } from './telegram-in-use.ts';
import { restartsWith } from './token-restart.ts';
import type { NewTokenFacts } from './views.ts';

/**
 * Whose token it is that would replace the bot's, and whether the bot would restart for it; changes nothing. Errors at
 * `token` as with checkTelegramToken, and `conflict` for a token that the bot has or that was stopped; `not_found`, and
 * `conflict` for a bot without Telegram.
 */
export async function checkNewToken(
  ctx: Context,
  { botId, token: pasted }: { botId: string; token: string },
): Promise<NewTokenFacts> {
  await requirePermission(ctx, 'secret:manage');
  const bot = await findBot(ctx, botId);
  if (bot.telegramBotId === null) throw new ClawberthError('conflict', 'This bot does not use Telegram.');
  const token = readTelegramToken(pasted);
  await requireFresh(ctx, bot.id, token);
  const facts = await askTelegram(ctx.services, token, 'token');
  await requireUnusedTelegramBot(ctx, facts.telegramBotId, 'token', bot.id);
  return {
    ...facts,
    telegramBotId: facts.telegramBotId.toString(),
    sameBot: facts.telegramBotId === bot.telegramBotId,
    restarts: restartsWith(bot, facts.telegramBotId),
  };
}

async function requireFresh(ctx: Context, botId: string, token: string): Promise<void> {
  const { organisationId, services } = ctx;
  const kind = 'telegram_token';
  const fingerprint = await services.vault.fingerprint(organisationId, token);
  const rows = await readAs(ctx).botSecret.findMany({
    where: { organisationId, kind, fingerprint },
    select: { botId: true, revokedAt: true },
  });
  if (rows.some(({ revokedAt }) => revokedAt !== null)) throw stoppedValue(kind, 'token');
  if (rows.some((row) => row.botId === botId)) throw sameValue(kind, 'token');
}
