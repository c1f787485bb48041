import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import { startLoopbackServer } from '../http/start-loopback-server.ts';
import type { ListenOptions, LoopbackServer } from '../http/start-loopback-server.ts';
import { ModelError } from './model-error.ts';
import { createModelControls, createModelState } from './model-state.ts';
import type { ModelControls, ModelRequest, ModelState } from './model-state.ts';

export type ModelStandIn = LoopbackServer & ModelControls;

/** What differs between the two APIs: where the key is, and what answers a request. Both throw ModelError. */
export type ModelApi = {
  banner: string;
  readKey(request: IncomingMessage): string;
  handle(state: ModelState, request: IncomingMessage, response: ServerResponse, logged: ModelRequest): Promise<void>;
};

/** Starts a model provider stand-in on loopback; the log keeps each request with the key it used. */
export async function startModelStandIn(api: ModelApi, options: ListenOptions): Promise<ModelStandIn> {
  const state = createModelState();
  const controls = createModelControls(state);
  const server = await startLoopbackServer(
    api.banner,
    (request, response) => answer(api, state, request, response),
    () => controls,
    options,
  );
  return { ...server, ...controls };
}

async function answer(
  api: ModelApi,
  state: ModelState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const logged: ModelRequest = {
    at: new Date().toISOString(),
    key: api.readKey(request),
    path: request.url ?? '',
    status: null,
    body: null,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    aborted: false,
  };
  state.requests.push(logged);
  response.once('close', () => {
    logged.aborted = !response.writableFinished;
  });
  if (state.mode === 'time-out') {
    request.resume();
    await once(response, 'close');
    return;
  }
  try {
    await api.handle(state, request, response, logged);
    logged.status = response.statusCode;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    logged.status = error.status;
    sendJson(response, error.status, error.body, error.headers);
  }
}
