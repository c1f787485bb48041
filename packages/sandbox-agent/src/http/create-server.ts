import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { GatewayClientRequestError } from '@openclaw/gateway-client';
import type { Agent } from '../agent.ts';
import { AgentRefusal } from './agent-refusal.ts';
import { answerWarmUp, isWarmUp } from './answer-warm-up.ts';
import { isAuthorised } from './authorise.ts';
import { ROUTES } from './routes.ts';
import { sendJson } from './send.ts';

/** The agent's HTTP server: token first, then the route, then one mapping of errors. */
export function createAgentServer(agent: Agent): Server {
  const server = createServer((request, response) => {
    void answer(agent, request, response).catch((error: unknown) => refuse(agent, response, error));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 50;
  return server;
}

async function answer(agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isWarmUp(request)) return answerWarmUp(request, response);
  if (!isAuthorised(request.headers.authorization, agent.options.tokenSha256)) {
    throw new AgentRefusal('unauthorised', 'the token is missing or wrong');
  }
  const url = new URL(request.url ?? '/', 'http://agent');
  const handler = ROUTES[`${request.method} ${url.pathname}`];
  if (!handler) throw new AgentRefusal('not_found', 'there is no such route');
  await handler(agent, request, response, url);
}

function refuse(agent: Agent, response: ServerResponse, error: unknown): void {
  const refusal = toRefusal(error);
  if (refusal.code === 'internal') agent.logs.push(`Clawberth: ${String(error)}`, 'error');
  if (response.headersSent) response.destroy();
  else sendJson(response, refusal.status, refusal.body());
}

function toRefusal(error: unknown): AgentRefusal {
  if (error instanceof AgentRefusal) return error;
  if (error instanceof GatewayClientRequestError) return new AgentRefusal('gateway_refused', error.message);
  return new AgentRefusal('internal', 'the sandbox agent failed; its log says why');
}
