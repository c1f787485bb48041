import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import { readParameters } from './read-parameters.ts';
import { telegramMethods } from './telegram-methods.ts';
import { TelegramError } from './telegram-error.ts';
import type { StandInBot, TelegramState } from './telegram-state.ts';
import type { TelegramRequest } from './telegram-types.ts';

// A token is the bot's id, a colon and 35 characters; api.telegram.org answers 404 to other shapes.
const methodPath = /^\/bot(\d+:[A-Za-z0-9_-]+)\/([A-Za-z]+)$/;
const filePath = /^\/file\/bot(\d+:[A-Za-z0-9_-]+)\/(.+)$/;

/** Answers one Bot API request in the real shapes: `{ok, result}` or `{ok, error_code, description}`. */
export async function handleTelegramRequest(
  state: TelegramState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://stand-in');
  const [, token = '', name = ''] = methodPath.exec(address.pathname) ?? [];
  const [, fileToken = '', path = ''] = filePath.exec(address.pathname) ?? [];
  const logged = logRequest(state, request, token || fileToken, name || (path ? 'file' : ''));
  const aborted = new AbortController();
  response.once('close', () => aborted.abort());
  try {
    const bot = knownBot(state, token || fileToken);
    if (path !== '') return sendFile(state, path, response, logged);
    if (state.floodSeconds > 0) {
      throw new TelegramError(429, `Too Many Requests: retry after ${state.floodSeconds}`, {
        retry_after: state.floodSeconds,
      });
    }
    const parameters = await readParameters(request, address.searchParams);
    logged.parameters = parameters.values;
    const method = telegramMethods.get(name.toLowerCase());
    if (method === undefined) throw new TelegramError(404, 'Not Found');
    const result = await method({ state, bot, parameters, aborted: aborted.signal });
    logged.status = 200;
    if (!response.destroyed) sendJson(response, 200, { ok: true, result });
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    logged.status = error.status;
    sendJson(response, error.status, {
      ok: false,
      error_code: error.status,
      description: error.message,
      ...(error.parameters === undefined ? {} : { parameters: error.parameters }),
    });
  }
}

function knownBot(state: TelegramState, token: string): StandInBot {
  if (token === '') throw new TelegramError(404, 'Not Found');
  const bot = state.botsByToken.get(token);
  if (bot === undefined || bot.revoked) throw new TelegramError(401, 'Unauthorized');
  return bot;
}

function sendFile(state: TelegramState, path: string, response: ServerResponse, logged: TelegramRequest): void {
  const file = [...state.files.values()].find((one) => one.filePath === path);
  if (file === undefined) throw new TelegramError(404, 'Not Found');
  logged.status = 200;
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  response.end(file.bytes);
}

function logRequest(state: TelegramState, request: IncomingMessage, token: string, method: string): TelegramRequest {
  const logged: TelegramRequest = {
    at: new Date().toISOString(),
    token,
    method,
    httpMethod: request.method ?? '',
    status: null,
    parameters: {},
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
  };
  state.requests.push(logged);
  return logged;
}
