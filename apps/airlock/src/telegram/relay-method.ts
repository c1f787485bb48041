import { Readable } from 'node:stream';
import { request as askUpstream } from 'undici';
import type { Dispatcher } from 'undici';
import type { TelegramCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { networkFailure } from '../http/network-failure.ts';
import { pickHeaders } from '../http/pick-headers.ts';
import { BodyTooLarge, announcedBytes, dropRestOfBody, limitBody, readLimitedBody } from '../http/read-limited-body.ts';
import { readAnswer } from './read-answer.ts';
import { holdPoll, holdRefused } from './hold-poll.ts';
import { noteActivity } from './note-activity.ts';
import { UnreadableBody, rewriteText } from './rewrite-text.ts';
import { TEXT_METHODS } from './telegram-methods.ts';
import { answerCut, refuseTelegram } from './telegram-refusal.ts';

type Asked = { apiRoot: string; caller: TelegramCaller; method: string; query: string };
type Call = Asked & { token: string };
type Outgoing = { body: Buffer | Readable | null; rewritten: boolean; length: number | null };

/**
 * Passes one Bot API call on under the real token and its answer back in Telegram's own shape. Only
 * the content type goes along; long polls end upstream when the bot lets go of them.
 */
export async function relayMethod(visit: Visit, asked: Asked): Promise<void> {
  const { request, response, door, gone, over } = visit;
  visit.facts.quiet = asked.method === 'getUpdates' || asked.method === 'sendChatAction';
  if (request.method !== 'GET' && request.method !== 'POST') return refuseTelegram(visit, 'not_found');
  const { telegramToken: token } = asked.caller;
  if (token === null) return refuseStopped(visit, asked.method);
  const call = { ...asked, token };
  try {
    const outgoing = await prepare(visit, call);
    const answer = await askUpstream(upstreamUrl(call), {
      method: request.method,
      headers: {
        ...pickHeaders(request.headers, ['content-type']),
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(outgoing.length === null ? {} : { 'content-length': String(outgoing.length) }),
      },
      body: outgoing.body,
      dispatcher: door.upstream,
      signal: over,
      headersTimeout: door.limits.telegramHeadersMs,
      bodyTimeout: door.limits.fileIdleMs,
    });
    const text = await readAnswer(answer, token, door.limits.telegramAnswerBytes);
    if (text === null) return refuseTelegram(visit, 'unreachable');
    if (await holdRefused(visit, call, answer.statusCode)) return;
    noteActivity(visit, call.caller, call.method, { status: answer.statusCode, text, rewritten: outgoing.rewritten });
    passOn(visit, answer, text);
  } catch (error) {
    if (gone.aborted) return;
    if (visit.cut !== null) return answerCut(visit, call.method);
    if (error instanceof BodyTooLarge) {
      dropRestOfBody(visit);
      return refuseTelegram(visit, 'too_large');
    }
    if (error instanceof UnreadableBody) return refuseTelegram(visit, 'unreadable');
    if (!isNetworkError(error)) throw error;
    if (!response.headersSent) refuseTelegram(visit, networkFailure(error));
  }
}

/**
 * Under a stopped token nothing goes out. A poll is held and ends without updates: OpenClaw would give Telegram up for good
 * when it was refused, and hammer when it was answered at once. With a new token it goes on by itself.
 */
async function refuseStopped(visit: Visit, method: string): Promise<void> {
  dropRestOfBody(visit);
  if (method !== 'getUpdates') return refuseTelegram(visit, 'stopped');
  await holdPoll(visit);
}

async function prepare({ request, door }: Visit, call: Call): Promise<Outgoing> {
  const { limits, directory } = door;
  if (request.method === 'GET') return { body: null, rewritten: false, length: null };
  if (announcedBytes(request) > limits.telegramUploadBytes) throw new BodyTooLarge();
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    const length = request.headers['content-length'];
    return {
      body: Readable.from(limitBody(request, limits.telegramUploadBytes)),
      rewritten: false,
      length: length === undefined ? null : Number(length),
    };
  }
  const body = await readLimitedBody(request, limits.telegramTextBytes);
  if (!TEXT_METHODS.has(call.method)) return { body, rewritten: false, length: body.length };
  const { bytes, rewritten } = rewriteText(body, type, (text) => directory.visitorText(text, call.caller.botName));
  return { body: bytes, rewritten, length: bytes.length };
}

function upstreamUrl({ apiRoot, token, method, query }: Call): string {
  const url = `${apiRoot.replace(/\/+$/, '')}/bot${token}/${method}`;
  return query === '' ? url : `${url}?${new URLSearchParams(query).toString()}`;
}

function passOn({ response }: Visit, answer: Dispatcher.ResponseData, text: string): void {
  if (response.destroyed) return;
  const retryAfter = answer.headers['retry-after'];
  response.writeHead(answer.statusCode, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter) ? { 'retry-after': retryAfter } : {}),
  });
  response.end(text);
}

/** Errors of undici and of the socket have a code; a mistake of ours has none and must surface. */
function isNetworkError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
