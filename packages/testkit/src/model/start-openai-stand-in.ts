import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import type { ListenOptions } from '../http/start-loopback-server.ts';
import { ModelError } from './model-error.ts';
import type { ModelRequest, ModelState } from './model-state.ts';
import { readJsonBody } from './read-json-body.ts';
import { isRecord, readQuestion, roughTokens } from './read-question.ts';
import { startModelStandIn } from './start-model-stand-in.ts';
import type { ModelStandIn } from './start-model-stand-in.ts';
import { eachPiece, toPieces, writeEvent } from './stream-events.ts';

/** Starts a provider with OpenAI's wire format: /v1/chat/completions (streaming or not) and /v1/models. */
export function startOpenaiStandIn(options: ListenOptions = {}): Promise<ModelStandIn> {
  return startModelStandIn({ banner: 'clawberth-openai-stand-in', readKey, handle }, options);
}

function readKey(request: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

async function handle(
  state: ModelState,
  request: IncomingMessage,
  response: ServerResponse,
  logged: ModelRequest,
): Promise<void> {
  checkKey(state, logged.key);
  const path = (request.url ?? '').split('?')[0];
  if (request.method === 'GET' && path === '/v1/models') {
    const data = [...state.models].map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'stand-in' }));
    return sendJson(response, 200, { object: 'list', data });
  }
  if (request.method !== 'POST' || path !== '/v1/chat/completions')
    throw refusal(404, `Invalid URL (${request.method} ${path})`);
  const body = await readJsonBody(request, refusals);
  logged.body = body;
  if (state.mode === 'rate-limited') {
    const headers = { 'retry-after': String(state.retryAfterSeconds), 'x-ratelimit-remaining-requests': '0' };
    throw refusal(
      429,
      `Rate limit reached. Please try again in ${state.retryAfterSeconds}s.`,
      'rate_limit_exceeded',
      headers,
      'requests',
    );
  }
  if (state.mode === 'overloaded')
    throw refusal(503, 'The engine is currently overloaded, please try again later', null, {}, 'server_error');
  checkBody(state, body);
  const pieces = toPieces(await state.answer(readQuestion(body)));
  if (body.stream === true) return stream(state, response, body, pieces);
  sendJson(response, 200, {
    ...envelope(body, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: pieces.join(''), refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usage(body, pieces),
  });
}

async function stream(
  state: ModelState,
  response: ServerResponse,
  body: Record<string, unknown>,
  pieces: string[],
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-request-id': randomUUID(),
  });
  const withUsage = isRecord(body.stream_options) && body.stream_options.include_usage === true;
  const common = { ...envelope(body, 'chat.completion.chunk'), ...(withUsage ? { usage: null } : {}) };
  const chunk = (delta: object, finish: string | null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  await writeEvent(response, chunk({ role: 'assistant', content: '', refusal: null }, null));
  await eachPiece(response, pieces, state.pieceDelayMilliseconds, async (piece) => {
    await writeEvent(response, chunk({ content: piece }, null));
    if (state.mode === 'broken-stream') response.socket?.destroySoon();
  });
  await writeEvent(response, chunk({}, 'stop'));
  if (withUsage) await writeEvent(response, { ...common, choices: [], usage: usage(body, pieces) });
  await writeEvent(response, '[DONE]');
  response.end();
}

function envelope(body: Record<string, unknown>, object: string) {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    system_fingerprint: 'fp_standin',
  };
}

function usage(body: Record<string, unknown>, pieces: string[]) {
  const prompt = roughTokens(body.messages);
  const completion = roughTokens(pieces.join(''));
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function checkKey(state: ModelState, key: string): void {
  if (key === '')
    throw refusal(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
    );
  // The real API echoes the key's two ends: a relay must not pass this text on.
  const masked = `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;
  if (!state.keys.has(key))
    throw refusal(
      401,
      `Incorrect API key provided: ${masked}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      'invalid_api_key',
    );
}

function checkBody(state: ModelState, body: Record<string, unknown>): void {
  if (typeof body.model !== 'string') throw refusal(400, 'you must provide a model parameter');
  if (!state.models.has(body.model))
    throw refusal(
      404,
      `The model \`${body.model}\` does not exist or you do not have access to it.`,
      'model_not_found',
    );
  if (!Array.isArray(body.messages))
    throw refusal(400, "Missing required parameter: 'messages'.", 'missing_required_parameter');
  if (body.messages.length === 0)
    throw refusal(
      400,
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'empty_array',
    );
}

const refusals = {
  contentType: (type: string) =>
    refusal(
      400,
      `Unsupported content type: '${type}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: ${type}'. Please try again with a supported content type.`,
      'unsupported_content_type',
    ),
  malformed: () =>
    refusal(
      400,
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
    ),
  tooLarge: () => refusal(413, 'The request is too large.'),
};

function refusal(
  status: number,
  message: string,
  code: string | null = null,
  headers: Record<string, string> = {},
  type = 'invalid_request_error',
): ModelError {
  return new ModelError(status, { error: { message, type, param: null, code } }, headers);
}
