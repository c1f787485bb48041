import type { StandInBot } from './telegram-state.ts';
import type { TelegramUpdate } from './telegram-types.ts';
import { takeInteger, takeJson } from './take-parameter.ts';
import { TelegramError } from './telegram-error.ts';

const longestPollSeconds = 50;
const twoPollers = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const webhookSet =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/**
 * Long polling with Telegram's offset rule: an update is gone once a later poll asks for a higher
 * offset. A second poll of the same token ends the first with 409, as on the real server.
 */
export async function getUpdates(
  bot: StandInBot,
  values: Record<string, unknown>,
  aborted: AbortSignal,
): Promise<TelegramUpdate[]> {
  if (bot.webhookUrl !== '') throw new TelegramError(409, webhookSet);
  const limit = Math.min(Math.max(takeInteger(values, 'limit', 100), 1), 100);
  const timeoutSeconds = Math.min(Math.max(takeInteger(values, 'timeout', 0), 0), longestPollSeconds);
  const allowed = takeJson(values, 'allowed_updates');
  if (Array.isArray(allowed)) bot.allowedUpdates = allowed.length === 0 ? null : allowed.map(String);
  confirm(bot, takeInteger(values, 'offset', 0));

  bot.poll?.end('conflict');
  bot.poll = null;
  if (bot.updates.length > 0 || timeoutSeconds === 0) return bot.updates.slice(0, limit);

  const outcome = await new Promise<TelegramUpdate[] | 'conflict'>((resolve) => {
    const end = (result: TelegramUpdate[] | 'conflict') => {
      clearTimeout(timer);
      if (bot.poll === poll) bot.poll = null;
      resolve(result);
    };
    const poll = { end };
    const timer = setTimeout(() => end([]), timeoutSeconds * 1000);
    aborted.addEventListener('abort', () => end([]), { once: true });
    bot.poll = poll;
  });
  if (outcome === 'conflict') throw new TelegramError(409, twoPollers);
  return outcome.slice(0, limit);
}

function confirm(bot: StandInBot, offset: number): void {
  if (offset > 0) bot.updates = bot.updates.filter((update) => update.update_id >= offset);
  if (offset < 0) bot.updates = bot.updates.slice(offset);
}
