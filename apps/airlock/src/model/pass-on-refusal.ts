import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { ModelCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { scrubText } from '../http/scrub-stream.ts';
import { sendJson } from '../http/send-json.ts';
import { noteProviderAnswer } from './note-provider-answer.ts';
import { cutProblem, refuseModel } from './refuse-model.ts';
import { providerErrorSchema, sortRefusal } from './sort-refusal.ts';

const errorSchema = z.looseObject({ error: providerErrorSchema });

/**
 * Turns a provider's refusal into one for the bot. Whatever concerns the key is said in words of
 * ours, since providers repeat parts of it; a refusal of the request itself (400, 404, 422 …) is
 * passed on without the key, because OpenClaw reads it, for example to shorten a conversation.
 */
export async function passOnRefusal(
  visit: Visit,
  caller: ModelCaller,
  answer: Dispatcher.ResponseData,
  key: string,
): Promise<void> {
  const body = await readError(visit, answer, key);
  visit.facts.upstreamStatus = answer.statusCode;
  const retryAfter = answer.headers['retry-after'];
  const headers = typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter) ? { 'retry-after': retryAfter } : {};
  const problem = sortRefusal(answer.statusCode, body?.error ?? null);
  if (problem === null && body !== null)
    return sendJson(visit.response, answer.statusCode, body, {
      ...headers,
      'x-clawberth-error': 'provider_refused_request',
    });
  refuseModel(visit, caller.api, cutProblem(visit) ?? problem ?? 'provider_unavailable', headers);
  if (problem === 'provider_key_refused' || problem === 'provider_quota_used_up')
    noteProviderAnswer(visit, caller, problem);
}

/** The error body without the key, or null when it is not an error of either API. */
async function readError(
  { door }: Visit,
  answer: Dispatcher.ResponseData,
  key: string,
): Promise<z.infer<typeof errorSchema> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > door.limits.providerErrorBytes) return null;
      chunks.push(chunk);
    }
    return errorSchema.parse(JSON.parse(scrubText(Buffer.concat(chunks, size).toString('utf8'), key)));
  } catch {
    // Not readable as an error: the caller then gets a problem of ours, never a success.
    return null;
  }
}
