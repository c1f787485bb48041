import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  chatRequestSchema,
  chatSessionIdSchema,
  logsQuerySchema,
  pairingDecisionSchema,
  putConfigSchema,
  statusQuerySchema,
} from '@clawberth/openclaw/agent-protocol';
import type { AgentStatus } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';
import type { Agent } from '../agent.ts';
import { readHistory } from '../chat/read-history.ts';
import { sendChat } from '../chat/send-chat.ts';
import { observeGateway } from '../gateway/observe-gateway.ts';
import type { GatewayLink } from '../gateway/gateway-link.ts';
import { readMemoryBytes } from '../proof/read-memory.ts';
import { AgentRefusal } from './agent-refusal.ts';
import { readJson, readQuery } from './read-json.ts';
import { goneSignal, openStream, sendJson } from './send.ts';

type Handler = (agent: Agent, request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

const noQuery = z.strictObject({});
const sessionQuery = z.strictObject({ sessionId: chatSessionIdSchema });

/** Every route of the agent, by "METHOD /path". */
export const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /v1/status': async (agent, _request, response, url) => {
    const { since, waitSeconds } = readQuery(url, statusQuerySchema);
    if (since !== undefined) await agent.store.waitPast(since, waitSeconds * 1_000, goneSignal(response));
    const status: AgentStatus = { ...agent.store.get(), memoryBytes: await readMemoryBytes() };
    sendJson(response, 200, status);
  },

  'GET /v1/proof': async (agent, _request, response, url) => {
    readQuery(url, noQuery);
    sendJson(response, 200, await agent.readProof());
  },

  'PUT /v1/config': async (agent, request, response, url) => {
    readQuery(url, noQuery);
    if (agent.isStopping()) throw new AgentRefusal('stopping', 'the sandbox is being stopped');
    sendJson(response, 200, await agent.applier.apply(await readJson(request, putConfigSchema)));
  },

  'POST /v1/stop': async (agent, _request, response, url) => {
    readQuery(url, noQuery);
    await agent.stop();
    sendJson(response, 200, {});
  },

  'GET /v1/pairing': async (agent, _request, response, url) => {
    readQuery(url, noQuery);
    const { pairing } = await observeGateway(linkOf(agent));
    sendJson(response, 200, { requests: pairing.requests, pendingPerAccount: pairing.limitPerAccount });
  },

  'POST /v1/pairing/approve': (agent, request, response) => decide(agent, request, response, 'approve'),
  'POST /v1/pairing/dismiss': (agent, request, response) => decide(agent, request, response, 'dismiss'),

  'GET /v1/logs': async (agent, _request, response, url) => {
    const { after, follow } = readQuery(url, logsQuerySchema);
    const gone = goneSignal(response);
    openStream(response, 'application/x-ndjson');
    for (const line of agent.logs.after(after ?? 0)) response.write(`${JSON.stringify(line)}\n`);
    if (follow === '0') return void response.end();
    const unsubscribe = agent.logs.subscribe((line) => {
      // A reader that does not keep up is let go rather than buffered for.
      if (response.writableLength > 1_048_576) response.destroy();
      else response.write(`${JSON.stringify(line)}\n`);
    });
    gone.addEventListener('abort', unsubscribe);
    if (gone.aborted) unsubscribe();
  },

  'POST /v1/chat': async (agent, request, response, url) => {
    readQuery(url, noQuery);
    const chat = await readJson(request, chatRequestSchema);
    const link = linkOf(agent);
    if (agent.chatting.has(chat.sessionId)) {
      throw new AgentRefusal('busy', 'the bot is still answering the message before');
    }
    agent.chatting.add(chat.sessionId);
    const gone = goneSignal(response);
    openStream(response, 'text/event-stream');
    try {
      await sendChat(link, chat, (event) => response.write(`data: ${JSON.stringify(event)}\n\n`), gone);
    } catch (error) {
      const message = 'The bot could not take the message. Try again in a moment.';
      agent.logs.push(`Clawberth: web chat failed: ${String(error)}`, 'error');
      response.write(`data: ${JSON.stringify({ type: 'error', message })}\n\n`);
    } finally {
      agent.chatting.delete(chat.sessionId);
      response.end();
    }
  },

  'GET /v1/chat': async (agent, _request, response, url) => {
    const { sessionId } = readQuery(url, sessionQuery);
    sendJson(response, 200, await readHistory(linkOf(agent), sessionId));
  },
};

async function decide(agent: Agent, request: IncomingMessage, response: ServerResponse, verb: 'approve' | 'dismiss') {
  const decision = await readJson(request, pairingDecisionSchema);
  const link = linkOf(agent);
  const params = verb === 'approve' ? { ...decision, notify: true } : decision;
  await link.call(`channels.pairing.${verb}`, params, z.object({ requestId: z.string() }));
  agent.store.set(await observeGateway(link));
  sendJson(response, 200, {});
}

function linkOf(agent: Agent): GatewayLink {
  const link = agent.supervisor.link();
  if (!link) throw new AgentRefusal('not_ready', 'OpenClaw is not up yet');
  return link;
}
