import type { IncomingMessage } from 'node:http';
import { mediaType } from '../http/media-type.ts';
import { BodyTooLarge, readBody } from '../http/read-body.ts';
import { isRecord } from './read-question.ts';

type Refusals = { contentType(type: string): Error; malformed(): Error; tooLarge(): Error };

const bodyLimitBytes = 32 * 1024 * 1024;

/** Reads a JSON object; throws the refusal that the caller's API has for what is wrong. */
export async function readJsonBody(request: IncomingMessage, refusals: Refusals): Promise<Record<string, unknown>> {
  if (mediaType(request) !== 'application/json') throw refusals.contentType(mediaType(request));
  const text = await readBody(request, bodyLimitBytes).catch((error: unknown) => {
    throw error instanceof BodyTooLarge ? refusals.tooLarge() : error;
  });
  let body: unknown;
  try {
    body = JSON.parse(text.toString('utf8'));
  } catch {
    throw refusals.malformed();
  }
  if (!isRecord(body)) throw refusals.malformed();
  return body;
}
