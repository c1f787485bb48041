import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { askTelegram } from '../outside/ask-telegram.ts';
import { readTelegramToken } from '../outside/telegram-token.ts';
import { requireUnusedTelegramBot } from './telegram-in-use.ts';
import type { TelegramBotFacts } from './views.ts';

/**
 * Whose token this is, as Telegram says, with warnings to show beside it. All errors at `token`:
 * `invalid_input` (shape), `outside_refused`, `outside_unreachable` (10 s), `conflict` (used by a bot here).
 */
export async function checkTelegramToken(ctx: Context, { token }: { token: string }): Promise<TelegramBotFacts> {
  await requirePermission(ctx, 'secret:manage');
  const facts = await askTelegram(ctx.services, readTelegramToken(token), 'token');
  await requireUnusedTelegramBot(ctx, facts.telegramBotId, 'token');
  return { ...facts, telegramBotId: facts.telegramBotId.toString() };
}
