import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import { startLoopbackServer } from '../http/start-loopback-server.ts';
import type { ListenOptions, LoopbackServer } from '../http/start-loopback-server.ts';
import { createOauthControls, createOauthState } from './oauth-state.ts';
import type { OauthControls, OauthState } from './oauth-state.ts';

export type OauthStandIn = LoopbackServer & OauthControls;

/** One request of the provider's own paths; `root` is the stand-in's address. Null when the path is not its. */
export type OauthCall = {
  state: OauthState;
  root: string;
  path: string;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
};
export type OauthApi = { banner: string; handle(call: OauthCall): Promise<void> | null };

/** Starts an identity provider stand-in on loopback; the log keeps each request's path, without its query. */
export async function startOauthStandIn(api: OauthApi, options: ListenOptions): Promise<OauthStandIn> {
  const state = createOauthState();
  const controls = createOauthControls(state);
  let root = '';
  const server = await startLoopbackServer(
    api.banner,
    async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', root);
      await (api.handle({ state, root, path: pathname, query: searchParams, request, response }) ??
        sendJson(response, 404, { message: 'Not Found' }));
      state.requests.push({ method: request.method ?? '', path: pathname, status: response.statusCode });
    },
    () => controls,
    options,
  );
  root = server.url;
  return { ...server, ...controls };
}
