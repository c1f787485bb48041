import type { Parameters } from './read-parameters.ts';
import type { StandInBot } from './telegram-state.ts';
import { describeBot, knownChat } from './telegram-call.ts';
import type { Call } from './telegram-call.ts';
import { getUpdates } from './get-updates.ts';
import {
  deleteMessage,
  editMessageReplyMarkup,
  editMessageText,
  sendDocument,
  sendMessage,
} from './message-methods.ts';
import { takeInteger, takeJson, takeText } from './take-parameter.ts';
import { TelegramError } from './telegram-error.ts';

type Method = (call: Call) => unknown;

/** The methods this stand-in knows, by lower-case name: the Bot API ignores case. */
export const telegramMethods = new Map<string, Method>(
  Object.entries<Method>({
    getMe: ({ bot }) => ({ ...describeBot(bot), ...capabilities(bot) }),
    getUpdates: ({ bot, parameters, aborted }) => getUpdates(bot, parameters.values, aborted),
    getWebhookInfo: ({ bot }) => ({
      url: bot.webhookUrl,
      has_custom_certificate: false,
      pending_update_count: bot.updates.length,
    }),
    setWebhook: ({ bot, parameters }) => {
      const url = takeText(parameters.values, 'url');
      if (url !== '' && !url.startsWith('https://'))
        throw new TelegramError(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
      bot.webhookUrl = url;
      return true;
    },
    deleteWebhook: ({ bot, parameters }) => {
      bot.webhookUrl = '';
      if (['true', true].includes(parameters.values.drop_pending_updates as boolean)) bot.updates = [];
      return true;
    },
    sendMessage,
    sendDocument,
    editMessageText,
    editMessageReplyMarkup,
    deleteMessage,
    sendChatAction: (call) => {
      knownChat(call);
      if (takeText(call.parameters.values, 'action') === '')
        throw new TelegramError(400, 'Bad Request: wrong parameter action in request');
      return true;
    },
    setMessageReaction: (call) => {
      const chat = knownChat(call);
      const messageId = takeInteger(call.parameters.values, 'message_id', 0);
      if (!call.bot.messages.has(`${chat.id}:${messageId}`))
        throw new TelegramError(400, 'Bad Request: message to react not found');
      call.bot.reactions.push({
        chatId: chat.id,
        messageId,
        reaction: takeJson(call.parameters.values, 'reaction') ?? [],
      });
      return true;
    },
    getChat: (call) => ({ ...knownChat(call), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} }),
    setMyCommands: ({ bot, parameters }) => {
      const commands = takeJson(parameters.values, 'commands');
      if (!Array.isArray(commands)) throw new TelegramError(400, "Bad Request: can't parse commands JSON object");
      bot.commands.set(commandScope(parameters), commands);
      return true;
    },
    deleteMyCommands: ({ bot, parameters }) => {
      bot.commands.delete(commandScope(parameters));
      return true;
    },
    getMyCommands: ({ bot, parameters }) => bot.commands.get(commandScope(parameters)) ?? [],
    answerCallbackQuery: ({ bot, parameters }) => {
      bot.answeredCallbacks.push(takeText(parameters.values, 'callback_query_id'));
      return true;
    },
    getFile: ({ state, parameters }) => {
      const fileId = takeText(parameters.values, 'file_id');
      const file = state.files.get(fileId);
      if (file === undefined)
        throw new TelegramError(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
      return {
        file_id: fileId,
        file_unique_id: fileId.slice(0, 16),
        file_size: file.bytes.length,
        file_path: file.filePath,
      };
    },
  }).map(([name, method]) => [name.toLowerCase(), method]),
);

function capabilities(bot: StandInBot) {
  return {
    can_join_groups: bot.profile.canJoinGroups ?? true,
    can_read_all_group_messages: bot.profile.canReadAllGroupMessages ?? false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

function commandScope({ values }: Parameters): string {
  return JSON.stringify([takeJson(values, 'scope') ?? { type: 'default' }, takeText(values, 'language_code')]);
}
