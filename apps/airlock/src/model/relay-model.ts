import { request as askUpstream } from 'undici';
import type { Dispatcher } from 'undici';
import { demoAnswer } from '../demo/demo-answer.ts';
import type { ModelCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { networkFailure } from '../http/network-failure.ts';
import { pickHeaders } from '../http/pick-headers.ts';
import { BodyTooLarge, announcedBytes, dropRestOfBody, readLimitedBody } from '../http/read-limited-body.ts';
import type { ModelApi } from './model-api.ts';
import { mayUseModel } from './may-use-model.ts';
import { readModelRequest } from './model-request.ts';
import type { ModelRequest } from './model-request.ts';
import { noteProviderAnswer } from './note-provider-answer.ts';
import { passOnAnswer } from './pass-on-answer.ts';
import { passOnRefusal } from './pass-on-refusal.ts';
import { cutProblem, refuseModel } from './refuse-model.ts';

const PATHS: Record<ModelApi, string> = {
  'openai-completions': '/v1/chat/completions',
  'anthropic-messages': '/v1/messages',
};

/**
 * Passes a model request on under the provider's key and streams the answer back. Only the bot's own
 * model is let through, and the one it runs with until it has taken its owner's change; the provider's refusals of the key come back in words of ours, without the key.
 */
export async function relayModel(visit: Visit, caller: ModelCaller): Promise<void> {
  if (caller.keyStopped) {
    dropRestOfBody(visit);
    return refuseModel(visit, caller.api, 'provider_key_stopped');
  }
  const request = await readRequest(visit, caller);
  if (request === null) return;
  if (caller.providerId === 'demo') return demoAnswer(visit, caller.modelId, request);
  if (caller.upstreamRoot === null || caller.providerKey === null)
    return refuseModel(visit, caller.api, 'provider_key_refused');
  const answer = await ask(visit, caller, caller.upstreamRoot, caller.providerKey, request);
  if (answer === null) return;
  if (answer.statusCode !== 200) return passOnRefusal(visit, caller, answer, caller.providerKey);
  const passedOn = passOnAnswer(visit, caller.api, answer, caller.providerKey);
  // Now and not after the stream, which may end later than a newer question is refused.
  noteProviderAnswer(visit, caller, 'answered');
  await passedOn;
}

async function readRequest(visit: Visit, caller: ModelCaller): Promise<ModelRequest | null> {
  const type = (visit.request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    dropRestOfBody(visit);
    return (refuseModel(visit, caller.api, 'bad_content_type'), null);
  }
  if (!holdMemory(visit, caller.botId)) {
    dropRestOfBody(visit);
    return (refuseModel(visit, caller.api, 'too_many_requests', { 'retry-after': '1' }), null);
  }
  const bytes = await readLimitedBody(visit.request, visit.door.limits.modelRequestBytes).catch((error: unknown) => {
    if (visit.gone.aborted) return null;
    if (!(error instanceof BodyTooLarge)) throw error;
    dropRestOfBody(visit);
    return (refuseModel(visit, caller.api, 'too_large'), null);
  });
  if (bytes === null) return null;
  const request = readModelRequest(bytes, caller.api);
  if (request === null) return (refuseModel(visit, caller.api, 'unreadable'), null);
  if (!mayUseModel(caller, request.model)) return (refuseModel(visit, caller.api, 'model_not_allowed'), null);
  return request;
}

/** Sets memory aside for the body until the answer is out; a length that was not announced counts as the longest. */
function holdMemory({ request, response, door }: Visit, botId: string): boolean {
  const longest = door.limits.modelRequestBytes;
  const free = door.buffers.take(botId, Math.min(announcedBytes(request) || longest, longest));
  if (free !== null) response.once('close', free);
  return free !== null;
}

/** The provider's answer, or null when there was none and that has been said. */
async function ask(
  visit: Visit,
  caller: ModelCaller,
  root: string,
  key: string,
  request: ModelRequest,
): Promise<Dispatcher.ResponseData | null> {
  const { door, gone, over } = visit;
  try {
    return await askUpstream(`${root.replace(/\/+$/, '').replace(/\/v1$/, '')}${PATHS[caller.api]}`, {
      method: 'POST',
      headers: upstreamHeaders(visit, caller.api, key, request.streaming),
      body: JSON.stringify(request.body),
      dispatcher: door.upstream,
      signal: over,
      headersTimeout: door.limits.modelHeadersMs,
      bodyTimeout: door.limits.modelIdleMs,
    });
  } catch (error) {
    const failed = networkFailure(error) === 'timed_out' ? 'provider_timed_out' : 'provider_unreachable';
    if (!gone.aborted) refuseModel(visit, caller.api, cutProblem(visit) ?? failed);
    return null;
  }
}

function upstreamHeaders({ request }: Visit, api: ModelApi, key: string, streaming: boolean): Record<string, string> {
  const common = {
    'content-type': 'application/json',
    accept: streaming ? 'text/event-stream' : 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'clawberth-airlock',
  };
  if (api === 'openai-completions') return { ...common, authorization: `Bearer ${key}` };
  const version = pickHeaders(request.headers, ['anthropic-version', 'anthropic-beta']);
  return { ...common, 'anthropic-version': '2023-06-01', ...version, 'x-api-key': key };
}
