/**
 * The Bot API methods that a bot may use: messages, their reading and decoration, commands, files.
 * Not here, and so refused: setWebhook, logOut, close (would take the bot away from its sandbox),
 * tokens of managed bots, payments, gifts, stories, business accounts, stickers, the bot's own
 * profile, and the administration of groups.
 */
const METHODS = [
  'getMe',
  'getUpdates',
  'getWebhookInfo',
  'deleteWebhook',
  'sendMessage',
  'sendMessageDraft',
  'sendRichMessage',
  'sendRichMessageDraft',
  'sendChatAction',
  'sendPhoto',
  'sendAudio',
  'sendDocument',
  'sendVideo',
  'sendAnimation',
  'sendVoice',
  'sendVideoNote',
  'sendMediaGroup',
  'sendLocation',
  'sendVenue',
  'sendContact',
  'sendPoll',
  'sendDice',
  'sendSticker',
  'stopPoll',
  'copyMessage',
  'copyMessages',
  'forwardMessage',
  'forwardMessages',
  'editMessageText',
  'editMessageCaption',
  'editMessageMedia',
  'editMessageReplyMarkup',
  'deleteMessage',
  'deleteMessages',
  'setMessageReaction',
  'deleteMessageReaction',
  'pinChatMessage',
  'unpinChatMessage',
  'answerCallbackQuery',
  'getChat',
  'getChatMember',
  'getChatMemberCount',
  'getChatAdministrators',
  'getUserProfilePhotos',
  'getFile',
  'getMyCommands',
  'setMyCommands',
  'deleteMyCommands',
  'getChatMenuButton',
  'setChatMenuButton',
  'getCustomEmojiStickers',
  'getForumTopicIconStickers',
  'createForumTopic',
  'editForumTopic',
  'closeForumTopic',
  'reopenForumTopic',
  'leaveChat',
];

const BY_LOWER_CASE = new Map(METHODS.map((name) => [name.toLowerCase(), name]));

/** Methods whose `text` a visitor reads: their bodies are read whole and rewritten where needed. */
export const TEXT_METHODS: ReadonlySet<string> = new Set(['sendMessage', 'editMessageText', 'sendMessageDraft']);

/** Methods by which a bot answers somebody. */
export const isAnswer = (method: string): boolean => /^(send(?!ChatAction|.*Draft)|copy|forward)/.test(method);

/** The method's own spelling (the Bot API ignores case), or null for one that a bot may not use. */
export function allowedMethod(name: string): string | null {
  return BY_LOWER_CASE.get(name.toLowerCase()) ?? null;
}
