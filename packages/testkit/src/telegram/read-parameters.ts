import type { IncomingMessage } from 'node:http';
import { mediaType } from '../http/media-type.ts';
import { BodyTooLarge, readBody } from '../http/read-body.ts';
import { TelegramError } from './telegram-error.ts';

// Bot API: uploads of at most 50 MB; a little above it so that only real excess is refused.
const bodyLimitBytes = 52 * 1024 * 1024;

export type Upload = { name: string; fileName: string; bytes: Buffer };
export type Parameters = { values: Record<string, unknown>; uploads: Upload[] };

/**
 * Reads parameters as the Bot API server does: query string, JSON, urlencoded, multipart; a body of
 * any other type is ignored. Throws TelegramError with the server's own texts (tdnet/HttpReader.cpp).
 */
export async function readParameters(request: IncomingMessage, query: URLSearchParams): Promise<Parameters> {
  const values: Record<string, unknown> = Object.fromEntries(query);
  const uploads: Upload[] = [];
  const body = await readBody(request, bodyLimitBytes).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) throw new TelegramError(413, 'Request Entity Too Large');
    throw error;
  });
  const type = mediaType(request);
  if (type === 'application/json' && body.length > 0) Object.assign(values, parseJsonObject(body.toString('utf8')));
  if (type === 'application/x-www-form-urlencoded')
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  if (type === 'multipart/form-data') {
    for (const [name, part] of await parseMultipart(request, body)) {
      if (typeof part === 'string') values[name] = part;
      else uploads.push({ name, fileName: part.name, bytes: Buffer.from(await part.arrayBuffer()) });
    }
  }
  return { values, uploads };
}

function parseJsonObject(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) throw new TelegramError(400, 'Bad Request: JSON object expected');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new TelegramError(400, "Bad Request: can't parse object, ':' expected");
  }
}

async function parseMultipart(request: IncomingMessage, body: Buffer): Promise<[string, string | File][]> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/boundary=/i.test(contentType)) throw new TelegramError(400, 'Bad Request: boundary not found');
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    return [...form.entries()] as [string, string | File][];
  } catch {
    throw new TelegramError(400, "Bad Request: can't parse multipart form data");
  }
}
