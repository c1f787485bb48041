import type { Parameters } from './read-parameters.ts';
import type { StandInBot, TelegramState } from './telegram-state.ts';
import { takeChatId } from './take-parameter.ts';
import { TelegramError } from './telegram-error.ts';

/** One authenticated call of a method. */
export type Call = { state: TelegramState; bot: StandInBot; parameters: Parameters; aborted: AbortSignal };

/** The bot as it appears as the author of its messages. */
export function describeBot(bot: StandInBot) {
  return { id: bot.profile.id, is_bot: true, first_name: bot.profile.name, username: bot.profile.username };
}

/** The chat of this call. Throws as Telegram does when the person never wrote or has blocked the bot. */
export function knownChat({ state, bot, parameters }: Call) {
  const chatId = takeChatId(parameters.values);
  const chat = bot.chats.get(chatId);
  if (chat === undefined) throw new TelegramError(400, 'Bad Request: chat not found');
  if (state.blockedBy.has(chatId)) throw new TelegramError(403, 'Forbidden: bot was blocked by the user');
  return chat;
}
