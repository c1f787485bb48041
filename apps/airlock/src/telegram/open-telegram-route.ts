import type { IncomingMessage } from 'node:http';
import type { Resolved, Route } from '../bots-door/route.ts';
import type { TelegramCaller } from '../directory.ts';
import type { Cut } from '../http/door.ts';
import { relayFile } from './relay-file.ts';
import { relayMethod } from './relay-method.ts';
import { allowedMethod } from './telegram-methods.ts';
import { refuseTelegram } from './telegram-refusal.ts';

/** The two forms of a Bot API path, matched as it came, undecoded: nothing that needs decoding has a place in it. */
export const TELEGRAM_PATHS = {
  method: /^\/telegram\/bot(\d{1,20}:[A-Za-z0-9_-]{35})\/([A-Za-z]{1,64})(?:\?(.*))?$/,
  file: /^\/telegram\/file\/bot(\d{1,20}:[A-Za-z0-9_-]{35})\/((?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*)$/,
} as const;

/** The route of a Bot API request, or null when the path is another's. A path under /telegram that fits neither form has no token. */
export function openTelegramRoute(request: IncomingMessage, apiRoot: string): Route | null {
  const url = request.url ?? '';
  if (!url.startsWith('/telegram/')) return null;
  const file = TELEGRAM_PATHS.file.exec(url);
  if (file !== null) {
    const [, token = '', path = ''] = file;
    return {
      ...common,
      name: 'telegram.file',
      token,
      resolve: async (directory, knock) => {
        const caller = await directory.resolveTelegramCaller(knock);
        return { caller, serve: (visit) => relayFile(visit, { apiRoot, caller, path }), cutFor: cutFor(caller, false) };
      },
    };
  }
  const [, token = '', name = '', query = ''] = TELEGRAM_PATHS.method.exec(url) ?? [];
  const method = allowedMethod(name);
  return {
    ...common,
    name: `telegram.${method ?? 'refused'}`,
    token,
    resolve: async (directory, knock) => {
      const caller = await directory.resolveTelegramCaller(knock);
      return {
        caller,
        cutFor: cutFor(caller, method === 'getUpdates'),
        serve: async (visit) => {
          if (method === null) return refuseTelegram(visit, 'method_not_allowed');
          await relayMethod(visit, { apiRoot, caller, method, query });
        },
      };
    },
  };
}

const common = { refuse: refuseTelegram };

/** A poll is made again under the newer token; anything else under an earlier one ends as Telegram wills. */
const cutFor =
  (before: TelegramCaller, isPoll: boolean) =>
  ({ caller: now }: Resolved): Cut | null => {
    if (now.kind !== 'telegram_stand_in' || now.telegramToken === before.telegramToken) return null;
    if (isPoll && now.telegramToken !== null) return 'again';
    return now.telegramToken === null ? 'stopped' : null;
  };
