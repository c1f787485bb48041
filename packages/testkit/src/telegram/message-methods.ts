import { randomBytes } from 'node:crypto';
import type { Call } from './telegram-call.ts';
import type { SentMessage, TelegramMessage } from './telegram-types.ts';
import { describeBot, knownChat } from './telegram-call.ts';
import { takeInteger, takeJson, takeText } from './take-parameter.ts';
import { TelegramError } from './telegram-error.ts';

const longestText = 4096;

export function sendMessage(call: Call): TelegramMessage {
  const chat = knownChat(call);
  return record(call, 'sendMessage', { ...draft(call, chat), text: checkedText(call) });
}

export function sendDocument(call: Call): TelegramMessage {
  const chat = knownChat(call);
  const upload = call.parameters.uploads[0];
  if (upload === undefined) throw new TelegramError(400, 'Bad Request: there is no document in the request');
  const fileId = `StandIn${randomBytes(12).toString('base64url')}`;
  call.state.files.set(fileId, { filePath: `documents/${fileId}`, bytes: upload.bytes });
  const document = {
    file_id: fileId,
    file_unique_id: fileId.slice(0, 16),
    file_size: upload.bytes.length,
    file_name: upload.fileName,
  };
  return record(call, 'sendDocument', {
    ...draft(call, chat),
    document,
    caption: takeText(call.parameters.values, 'caption'),
  });
}

export function editMessageText(call: Call): TelegramMessage {
  const { message, sent } = ownMessage(call, 'edit');
  const text = checkedText(call);
  if (text === message.text) {
    throw new TelegramError(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  message.text = text;
  message.edit_date = Math.floor(Date.now() / 1000);
  sent.text = text;
  sent.edits += 1;
  call.state.events.emit('sent', sent);
  return message;
}

export function editMessageReplyMarkup(call: Call): TelegramMessage {
  const { message, sent } = ownMessage(call, 'edit');
  message.reply_markup = takeJson(call.parameters.values, 'reply_markup');
  sent.replyMarkup = message.reply_markup ?? null;
  return message;
}

export function deleteMessage(call: Call): true {
  const { message, sent } = ownMessage(call, 'delete');
  call.bot.messages.delete(`${message.chat.id}:${message.message_id}`);
  sent.deleted = true;
  return true;
}

function ownMessage(call: Call, action: 'edit' | 'delete'): { message: TelegramMessage; sent: SentMessage } {
  const chat = knownChat(call);
  const messageId = takeInteger(call.parameters.values, 'message_id', 0);
  const message = call.bot.messages.get(`${chat.id}:${messageId}`);
  const sent = call.state.sent.find(
    (one) => one.botId === call.bot.profile.id && one.chatId === chat.id && one.messageId === messageId,
  );
  if (message === undefined || sent === undefined)
    throw new TelegramError(400, `Bad Request: message to ${action} not found`);
  return { message, sent };
}

function checkedText(call: Call): string {
  const text = takeText(call.parameters.values, 'text');
  if (text.trim() === '') throw new TelegramError(400, 'Bad Request: message text is empty');
  if (text.length > longestText) throw new TelegramError(400, 'Bad Request: message is too long');
  return text;
}

function draft(call: Call, chat: TelegramMessage['chat']): TelegramMessage {
  const replyMarkup = takeJson(call.parameters.values, 'reply_markup');
  return {
    message_id: call.bot.nextMessageId++,
    from: describeBot(call.bot),
    chat,
    date: Math.floor(Date.now() / 1000),
    ...(replyMarkup === undefined ? {} : { reply_markup: replyMarkup }),
  };
}

function record(call: Call, method: string, message: TelegramMessage): TelegramMessage {
  call.bot.messages.set(`${message.chat.id}:${message.message_id}`, message);
  const sent: SentMessage = {
    botId: call.bot.profile.id,
    chatId: message.chat.id,
    messageId: message.message_id,
    text: message.text ?? message.caption ?? '',
    method,
    edits: 0,
    deleted: false,
    replyMarkup: message.reply_markup ?? null,
  };
  call.state.sent.push(sent);
  call.state.events.emit('sent', sent);
  return message;
}
