import { pipeline } from 'node:stream/promises';
import { request as askUpstream } from 'undici';
import type { TelegramCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { networkFailure } from '../http/network-failure.ts';
import { pickHeaders } from '../http/pick-headers.ts';
import { scrubStream } from '../http/scrub-stream.ts';
import { readAnswer } from './read-answer.ts';
import { answerCut, refuseTelegram } from './telegram-refusal.ts';

/** Streams a file that getFile named, under the real token. A refusal of Telegram comes back in its own shape. */
export async function relayFile(
  visit: Visit,
  call: { apiRoot: string; caller: TelegramCaller; path: string },
): Promise<void> {
  const { request, response, door, gone, over } = visit;
  if (request.method !== 'GET') return refuseTelegram(visit, 'not_found');
  const { telegramToken } = call.caller;
  if (telegramToken === null) return refuseTelegram(visit, 'stopped');
  try {
    const answer = await askUpstream(`${call.apiRoot.replace(/\/+$/, '')}/file/bot${telegramToken}/${call.path}`, {
      headers: { 'accept-encoding': 'identity' },
      dispatcher: door.upstream,
      signal: over,
      headersTimeout: door.limits.telegramHeadersMs,
      bodyTimeout: door.limits.fileIdleMs,
    });
    if (answer.statusCode !== 200) {
      const text = await readAnswer(answer, telegramToken, door.limits.telegramAnswerBytes);
      if (text === null) return refuseTelegram(visit, 'unreachable');
      response.writeHead(answer.statusCode, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      return void response.end(text);
    }
    if ((answer.headers['content-encoding'] ?? 'identity') !== 'identity') {
      await answer.body.dump({ limit: 65_536 });
      return refuseTelegram(visit, 'unreachable');
    }
    // No length: removing the token, should it ever stand in a file, changes it.
    response.writeHead(200, pickHeaders(answer.headers, ['content-type', 'last-modified']));
    await pipeline(answer.body, scrubStream(telegramToken), response, { signal: over });
  } catch (error) {
    if (gone.aborted) return;
    if (visit.cut !== null && !response.headersSent) return answerCut(visit, 'file');
    if (!response.headersSent) return refuseTelegram(visit, networkFailure(error));
    response.destroy();
  }
}
