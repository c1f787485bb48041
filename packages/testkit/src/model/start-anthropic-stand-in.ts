import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import type { ListenOptions } from '../http/start-loopback-server.ts';
import { ModelError } from './model-error.ts';
import type { ModelRequest, ModelState } from './model-state.ts';
import { readJsonBody } from './read-json-body.ts';
import { readQuestion, roughTokens } from './read-question.ts';
import { startModelStandIn } from './start-model-stand-in.ts';
import type { ModelStandIn } from './start-model-stand-in.ts';
import { eachPiece, toPieces, writeEvent } from './stream-events.ts';

/** Starts a provider with Anthropic's wire format: /v1/messages (event stream or not) and /v1/models. */
export function startAnthropicStandIn(options: ListenOptions = {}): Promise<ModelStandIn> {
  return startModelStandIn({ banner: 'clawberth-anthropic-stand-in', readKey, handle }, options);
}

const readKey = (request: IncomingMessage): string => String(request.headers['x-api-key'] ?? '');

async function handle(
  state: ModelState,
  request: IncomingMessage,
  response: ServerResponse,
  logged: ModelRequest,
): Promise<void> {
  if (logged.key === '') throw refusal(401, 'authentication_error', 'x-api-key header is required');
  if (!state.keys.has(logged.key)) throw refusal(401, 'authentication_error', 'invalid x-api-key');
  if (request.headers['anthropic-version'] === undefined)
    throw refusal(400, 'invalid_request_error', 'anthropic-version: header is required');
  const path = (request.url ?? '').split('?')[0];
  if (request.method === 'GET' && path === '/v1/models') {
    const data = [...state.models].map((id) => ({
      type: 'model',
      id,
      display_name: id,
      created_at: '2025-01-01T00:00:00Z',
    }));
    return sendJson(response, 200, {
      data,
      has_more: false,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    });
  }
  if (path !== '/v1/messages') throw refusal(404, 'not_found_error', 'Not Found');
  if (request.method !== 'POST') throw refusal(405, 'invalid_request_error', 'Method Not Allowed');
  const body = await readJsonBody(request, refusals);
  logged.body = body;
  if (state.mode === 'rate-limited') {
    throw refusal(429, 'rate_limit_error', "This request would exceed your organization's rate limit.", {
      'retry-after': String(state.retryAfterSeconds),
    });
  }
  if (state.mode === 'overloaded') throw refusal(529, 'overloaded_error', 'Overloaded');
  checkBody(state, body);
  const pieces = toPieces(await state.answer(readQuestion(body)));
  if (body.stream === true) return stream(state, response, body, pieces);
  sendJson(response, 200, {
    ...message(body),
    content: [{ type: 'text', text: pieces.join('') }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: roughTokens(body.messages), output_tokens: roughTokens(pieces.join('')) },
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
    'request-id': requestId(),
  });
  const write = (event: { type: string } & Record<string, unknown>) => writeEvent(response, event, event.type);
  const opening = { ...message(body), content: [], stop_reason: null, stop_sequence: null };
  await write({
    type: 'message_start',
    message: { ...opening, usage: { input_tokens: roughTokens(body.messages), output_tokens: 1 } },
  });
  await write({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  await write({ type: 'ping' });
  await eachPiece(response, pieces, state.pieceDelayMilliseconds, async (piece) => {
    await write({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } });
    if (state.mode === 'broken-stream') response.socket?.destroySoon();
  });
  await write({ type: 'content_block_stop', index: 0 });
  await write({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: roughTokens(pieces.join('')) },
  });
  await write({ type: 'message_stop' });
  response.end();
}

function message(body: Record<string, unknown>) {
  return { id: `msg_${randomBytes(12).toString('hex')}`, type: 'message', role: 'assistant', model: body.model };
}

function checkBody(state: ModelState, body: Record<string, unknown>): void {
  if (typeof body.model !== 'string') throw refusal(400, 'invalid_request_error', 'model: Field required');
  if (!Number.isInteger(body.max_tokens)) throw refusal(400, 'invalid_request_error', 'max_tokens: Field required');
  if (!Array.isArray(body.messages)) throw refusal(400, 'invalid_request_error', 'messages: Field required');
  if (body.messages.length === 0)
    throw refusal(400, 'invalid_request_error', 'messages: at least one message is required');
  if (!state.models.has(body.model)) throw refusal(404, 'not_found_error', `model: ${body.model}`);
}

const refusals = {
  contentType: (type: string) =>
    refusal(400, 'invalid_request_error', `Content-Type must be application/json, got ${type || 'none'}`),
  malformed: () => refusal(400, 'invalid_request_error', 'The request body is not valid JSON'),
  tooLarge: () => refusal(413, 'request_too_large', 'Request exceeds the maximum size'),
};

function refusal(status: number, type: string, text: string, headers: Record<string, string> = {}): ModelError {
  const id = requestId();
  return new ModelError(
    status,
    { type: 'error', error: { type, message: text }, request_id: id },
    { ...headers, 'request-id': id },
  );
}

const requestId = (): string => `req_standin_${randomBytes(8).toString('hex')}`;
