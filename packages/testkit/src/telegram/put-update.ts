import { queueUpdate } from './telegram-state.ts';
import type { StandInBot, TelegramState } from './telegram-state.ts';
import type { TelegramMessage, TelegramUser } from './telegram-types.ts';

export type Person = { id: number; first_name: string; last_name?: string; username?: string; language_code?: string };
export type Saying = { from: Person; text: string; to?: number };
export type Press = { from: Person; messageId: number; data: string; to?: number };

/** Queues a private message of a person to a bot; gives its message id. Throws when it is unclear which bot is meant. */
export function sayToBot(state: TelegramState, saying: Saying): number {
  const bot = chooseBot(state, saying.to);
  const from: TelegramUser = { is_bot: false, language_code: 'en', ...saying.from };
  const { is_bot: _, language_code: __, ...chatFields } = from;
  const chat = { ...chatFields, type: 'private' as const };
  bot.chats.set(chat.id, chat);
  const message: TelegramMessage = {
    message_id: bot.nextMessageId++,
    from,
    chat,
    date: Math.floor(Date.now() / 1000),
    text: saying.text,
    ...commandEntities(saying.text),
  };
  bot.messages.set(`${chat.id}:${message.message_id}`, message);
  queueUpdate(bot, { update_id: bot.nextUpdateId++, message });
  return message.message_id;
}

/** Queues the press of an inline button under a message that the bot sent to this person. */
export function pressButton(state: TelegramState, press: Press): void {
  const bot = chooseBot(state, press.to);
  const message = bot.messages.get(`${press.from.id}:${press.messageId}`);
  if (message === undefined) throw new Error(`The bot sent no message ${press.messageId} to ${press.from.id}`);
  const updateId = bot.nextUpdateId++;
  queueUpdate(bot, {
    update_id: updateId,
    callback_query: {
      id: String(updateId),
      from: { is_bot: false, ...press.from },
      message,
      chat_instance: String(press.from.id),
      data: press.data,
    },
  });
}

function commandEntities(text: string): Pick<TelegramMessage, 'entities'> {
  const command = /^\/[A-Za-z0-9_]+/.exec(text)?.[0];
  return command === undefined ? {} : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
}

function chooseBot(state: TelegramState, id: number | undefined): StandInBot {
  const living = [...state.botsByToken.values()].filter((bot) => id === undefined || bot.profile.id === id);
  const [bot, another] = living;
  if (bot === undefined) throw new Error(id === undefined ? 'No bot is registered' : `No bot has the id ${id}`);
  if (another !== undefined && id === undefined) throw new Error('Several bots are registered: say which by `to`');
  return bot;
}
