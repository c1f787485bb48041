import type { Ids } from '../row.ts';

/**
 * What opens a door: a bot's token shown from inside its own sandbox's network, a ticket of core's for one bot and
 * one purpose, or nothing but being on the machine. A person's session opens none of them.
 */
export type DoorKey = 'bot token' | 'ticket' | 'machine';

/** What a visitor brings along. All of it is real, of one of the two organisations, or missing. */
export type Carried = { token: string; telegramToken: string; chat: string; logs: string };

export type DoorRow = {
  key: DoorKey;
  /** The request for one bot, with what is carried in the place where this door looks. */
  call(bot: Ids, carried: Carried): { method: string; path: string; headers: Record<string, string>; body?: string };
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = { 'content-type': 'application/json' };
const question = JSON.stringify({ model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'Are you open?' }] });

const model = (method: string, path: string): DoorRow => ({
  key: 'bot token',
  call: (_bot, { token }) => ({
    method,
    path,
    headers: { ...bearer(token), ...json },
    ...(method === 'POST' ? { body: question } : {}),
  }),
});

const telegram = (path: (token: string) => string): DoorRow => ({
  key: 'bot token',
  call: (_bot, { telegramToken }) => ({ method: 'GET', path: path(telegramToken), headers: {} }),
});

const inbound = (method: string, purpose: 'chat' | 'logs'): DoorRow => ({
  key: 'ticket',
  call: ({ bot }, carried) => ({
    method,
    path: `/inbound/${bot}/${purpose}`,
    headers: { ...bearer(carried[purpose]), ...json },
    ...(method === 'POST' ? { body: JSON.stringify({ sessionId: 'web-1', message: 'Are you open?' }) } : {}),
  }),
});

const health: DoorRow = { key: 'machine', call: () => ({ method: 'GET', path: '/healthz', headers: {} }) };

/** Every way into the airlock and the worker. */
export const DOORS: Readonly<Record<string, DoorRow>> = {
  'airlock bots telegram method': telegram((token) => `/telegram/bot${token}/getMe`),
  'airlock bots telegram file': telegram((token) => `/telegram/file/bot${token}/voice/file_1.oga`),
  'airlock bots POST /model/v1/chat/completions': model('POST', '/model/v1/chat/completions'),
  'airlock bots GET /model/v1/models': model('GET', '/model/v1/models'),
  'airlock bots POST /model/anthropic/v1/messages': model('POST', '/model/anthropic/v1/messages'),
  'airlock bots GET /model/anthropic/v1/models': model('GET', '/model/anthropic/v1/models'),
  'airlock inbound POST chat': inbound('POST', 'chat'),
  'airlock inbound GET chat': inbound('GET', 'chat'),
  'airlock inbound GET logs': inbound('GET', 'logs'),
  'airlock inbound GET /healthz': health,
  'worker GET /healthz': health,
};
