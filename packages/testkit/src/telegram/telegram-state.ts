import { EventEmitter } from 'node:events';
import type {
  BotProfile,
  SentMessage,
  TelegramChat,
  TelegramMessage,
  TelegramRequest,
  TelegramUpdate,
} from './telegram-types.ts';

export type Poll = { end(updates: TelegramUpdate[] | 'conflict'): void };

export type StandInBot = {
  profile: BotProfile;
  revoked: boolean;
  webhookUrl: string;
  nextUpdateId: number;
  nextMessageId: number;
  updates: TelegramUpdate[];
  allowedUpdates: string[] | null;
  poll: Poll | null;
  chats: Map<number, TelegramChat>;
  messages: Map<string, TelegramMessage>;
  commands: Map<string, unknown[]>;
  answeredCallbacks: string[];
  reactions: { chatId: number; messageId: number; reaction: unknown }[];
};

export type StoredFile = { filePath: string; bytes: Buffer };

export type TelegramState = {
  botsByToken: Map<string, StandInBot>;
  sent: SentMessage[];
  requests: TelegramRequest[];
  files: Map<string, StoredFile>;
  blockedBy: Set<number>;
  floodSeconds: number;
  /** Emits 'sent' with a SentMessage at each send and edit. */
  events: EventEmitter<{ sent: [SentMessage] }>;
};

export function createTelegramState(): TelegramState {
  const events = new EventEmitter<{ sent: [SentMessage] }>();
  events.setMaxListeners(0);
  return {
    botsByToken: new Map(),
    sent: [],
    requests: [],
    files: new Map(),
    blockedBy: new Set(),
    floodSeconds: 0,
    events,
  };
}

export function createBot(profile: BotProfile): StandInBot {
  return {
    profile,
    revoked: false,
    webhookUrl: '',
    nextUpdateId: 100_000_000 + (profile.id % 1_000_000),
    nextMessageId: 1,
    updates: [],
    allowedUpdates: null,
    poll: null,
    chats: new Map(),
    messages: new Map(),
    commands: new Map(),
    answeredCallbacks: [],
    reactions: [],
  };
}

/** Queues an update and hands it to a waiting long poll. */
export function queueUpdate(bot: StandInBot, update: TelegramUpdate): void {
  const kind = 'message' in update ? 'message' : 'callback_query';
  if (bot.allowedUpdates !== null && !bot.allowedUpdates.includes(kind)) return;
  bot.updates.push(update);
  const poll = bot.poll;
  bot.poll = null;
  poll?.end(bot.updates);
}
