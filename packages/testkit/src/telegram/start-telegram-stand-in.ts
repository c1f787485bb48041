import { randomBytes } from 'node:crypto';
import { startLoopbackServer } from '../http/start-loopback-server.ts';
import type { ListenOptions, LoopbackServer } from '../http/start-loopback-server.ts';
import { handleTelegramRequest } from './handle-telegram-request.ts';
import { pressButton, sayToBot } from './put-update.ts';
import type { Press, Saying } from './put-update.ts';
import { createBot, createTelegramState } from './telegram-state.ts';
import type { StandInBot, TelegramState } from './telegram-state.ts';
import type { BotProfile, SentMessage, TelegramRequest } from './telegram-types.ts';
import { waitForSent } from './wait-for-sent.ts';

export type TelegramStandIn = LoopbackServer & {
  /** Registers a bot. Its token is `<id>:<35 characters>`, as BotFather's are. */
  addBot(profile: BotProfile): void;
  /** From now on the token is answered 401, also in a waiting long poll's next turn. */
  revoke(token: string): void;
  /** What BotFather does on /revoke: a fresh token for the same bot, whose messages wait; the old one is answered 401. */
  renewToken(token: string): string;
  /** A person writes to the bot (`to` is its id; may be left out when there is one bot). Gives the message id. */
  say(saying: Saying): number;
  /** A person presses an inline button under a message of the bot. */
  press(press: Press): void;
  sentTo(chatId: number): SentMessage[];
  /** The first sent or edited message, past or to come, that the predicate accepts; rejects after timeoutMs. */
  waitForMessage(predicate: (message: SentMessage) => boolean, timeoutMs: number): Promise<SentMessage>;
  requests(): TelegramRequest[];
  /** Puts a file that getFile finds; gives its file_id. */
  putFile(content: string | Uint8Array): string;
  /** The person has blocked every bot: sends to them answer 403. */
  block(userId: number): void;
  /** Answers 429 with this retry_after (seconds) until set to 0. */
  flood(seconds: number): void;
  commandsOf(botId: number): unknown[];
};

/** Starts the Telegram Bot API stand-in on loopback. */
export async function startTelegramStandIn(options: ListenOptions = {}): Promise<TelegramStandIn> {
  const state = createTelegramState();
  const controls = createControls(state);
  const server = await startLoopbackServer(
    'clawberth-telegram-stand-in',
    (request, response) => handleTelegramRequest(state, request, response),
    () => ({
      ...controls,
      waitForMessage: (expected: { chatId?: number; includes?: string }, timeoutMs: number) =>
        waitForSent(state, (one) => matches(one, expected), timeoutMs),
    }),
    options,
  );
  return {
    ...server,
    ...controls,
    waitForMessage: (predicate, timeoutMs) => waitForSent(state, predicate, timeoutMs),
  };
}

function createControls(state: TelegramState) {
  return {
    addBot: (profile: BotProfile) => {
      if (!new RegExp(`^${profile.id}:[A-Za-z0-9_-]{35}$`).test(profile.token)) {
        throw new Error(`A Telegram token is the bot's id, a colon and 35 characters of A-Z a-z 0-9 _ -`);
      }
      state.botsByToken.set(profile.token, createBot(profile));
    },
    revoke: (token: string) => {
      const bot = state.botsByToken.get(token);
      if (bot === undefined) throw new Error('No bot has this token');
      bot.revoked = true;
      bot.poll?.end([]);
    },
    renewToken: (token: string) => {
      const bot = state.botsByToken.get(token);
      if (bot === undefined) throw new Error('No bot has this token');
      const fresh = `${bot.profile.id}:${randomBytes(32).toString('hex').slice(0, 35)}`;
      state.botsByToken.delete(token);
      state.botsByToken.set(fresh, bot);
      bot.poll?.end([]);
      return fresh;
    },
    say: (saying: Saying) => sayToBot(state, saying),
    press: (press: Press) => pressButton(state, press),
    sentTo: (chatId: number) => state.sent.filter((one) => one.chatId === chatId),
    requests: () => state.requests,
    putFile: (content: string | Uint8Array) => {
      const fileId = `StandIn${randomBytes(12).toString('base64url')}`;
      state.files.set(fileId, { filePath: `documents/${fileId}`, bytes: Buffer.from(content) });
      return fileId;
    },
    block: (userId: number) => void state.blockedBy.add(userId),
    flood: (seconds: number) => {
      state.floodSeconds = seconds;
    },
    commandsOf: (botId: number) =>
      bots(state)
        .find((bot) => bot.profile.id === botId)
        ?.commands.get(JSON.stringify([{ type: 'default' }, ''])) ?? [],
  };
}

const bots = (state: TelegramState): StandInBot[] => [...state.botsByToken.values()];

function matches(message: SentMessage, expected: { chatId?: number; includes?: string }): boolean {
  const chatFits = expected.chatId === undefined || expected.chatId === message.chatId;
  return chatFits && message.text.includes(expected.includes ?? '');
}
