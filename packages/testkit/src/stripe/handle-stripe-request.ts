import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import { stripeRoutes } from './calls/stripe-routes.ts';
import { runDue } from './life/run-due.ts';
import { servePage } from './pages/serve-page.ts';
import { invalidRequest, StripeRefusal } from './stripe-refusal.ts';
import { apiVersion, newId } from './stripe-state.ts';
import type { StripeState, World } from './stripe-state.ts';
import { answerOnce } from './wire/answer-once.ts';
import type { Answer } from './wire/answer-once.ts';
import { checkCaller } from './wire/check-caller.ts';
import { expandAnswer } from './wire/expand.ts';
import { readForm } from './wire/read-form.ts';

export type Trouble = { status: number; answersLost: number; callsFailed: number };

/** Answers one request: a page for a browser, else a call of the v1 API with Stripe's own errors. */
export async function handleStripeRequest(
  state: StripeState,
  trouble: Trouble,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  runDue(state, state.clock.now());
  if (!url.pathname.startsWith('/v1/')) return servePage(state, url.pathname, request, response);
  const key = request.headers['idempotency-key'];
  const call = {
    method: request.method ?? 'GET',
    path: url.pathname,
    idempotencyKey: typeof key === 'string' ? key : null,
  };
  const id = newId(state, 'req');
  const headers: Record<string, string> = { 'request-id': id, 'stripe-version': apiVersion };
  let parameters: unknown = null;
  let world: World | null = null;
  let answer: Answer;
  try {
    world = checkCaller(state, request);
    parameters = await readForm(request, url.search.slice(1));
    if (trouble.callsFailed > 0) throw failure(trouble);
    state.request = { id, idempotency_key: call.idempotencyKey };
    const once = runCall(state, world, call, parameters);
    if (call.idempotencyKey !== null) headers['idempotency-key'] = call.idempotencyKey;
    if (once.replayed) headers['idempotent-replayed'] = 'true';
    answer = once;
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    answer = { status: error.status, body: { error: { ...error.body, request_log_url: `${state.url}/logs/${id}` } } };
  }
  if (answer.status === 400 || answer.status === 402) headers['stripe-should-retry'] = 'false';
  state.requests.push({ ...call, status: answer.status, livemode: world?.livemode ?? null, parameters });
  if (trouble.answersLost > 0) {
    trouble.answersLost -= 1;
    return void request.socket.destroy();
  }
  sendJson(response, answer.status, answer.body, headers);
}

type Call = { method: string; path: string; idempotencyKey: string | null };

function runCall(state: StripeState, world: World, { method, path, idempotencyKey }: Call, parameters: unknown) {
  const found = stripeRoutes.find((one) => one.method === method && one.pattern.test(path));
  if (found === undefined)
    throw new StripeRefusal(404, {
      message: `Unrecognized request URL (${method}: ${path}). The stand-in does not know this call.`,
      type: 'invalid_request_error',
    });
  const ids = (found.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
  const wanted = { key: method === 'POST' ? idempotencyKey : null, path, parameters, now: state.clock.now() };
  return answerOnce(world, wanted, () => {
    try {
      return {
        status: 200,
        body: expandAnswer(world, found.run({ state, world }, parameters, ids), expandsOf(parameters)),
      };
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return { status: error.status, body: { error: error.body } };
    }
  });
}

function expandsOf(parameters: unknown): string[] {
  const { expand } = parameters as { expand?: unknown };
  if (expand === undefined) return [];
  if (!Array.isArray(expand)) throw invalidRequest('Invalid array', 'expand');
  return expand.map(String);
}

function failure(trouble: Trouble): StripeRefusal {
  trouble.callsFailed -= 1;
  const limited = trouble.status === 429;
  return new StripeRefusal(trouble.status, {
    ...(limited ? { code: 'rate_limit' } : {}),
    message: limited ? 'Request rate limit exceeded.' : 'An error occurred with our connection to Stripe.',
    type: limited ? 'invalid_request_error' : 'api_error',
  });
}
