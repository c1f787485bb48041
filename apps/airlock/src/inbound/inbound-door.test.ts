import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BOT, startRig } from '../testing/start-rig.ts';
import type { Rig } from '../testing/start-rig.ts';

const other = '0198c0de-0000-7000-8000-000000000002';
const agentToken = 'agent-token-0123456789';
let rig: Rig;
let agent: Awaited<ReturnType<typeof startAgent>>;
beforeEach(async () => {
  rig = await startRig({ inboundRequestBytes: 1024 });
  agent = await startAgent();
  rig.directory.agents.set(BOT.botId, { url: agent.url, token: agentToken });
  rig.directory.tickets.set('chat-ticket', { ...BOT, userId: 'u', purpose: 'chat' });
  rig.directory.tickets.set('logs-ticket', { ...BOT, userId: 'u', purpose: 'logs' });
});
afterEach(async () => {
  await rig.close();
  await agent.close();
});

/** A stand-in for the sandbox agent's HTTP: it streams, checks the token and keeps what it was asked. */
async function startAgent() {
  const asked: { method: string; url: string; body: unknown }[] = [];
  let closed = 0;
  let serve: (response: ServerResponse) => void = (response) => response.end('{"messages":[]}');
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => (closed += response.writableFinished ? 0 : 1));
    void (async () => {
      if (request.headers.authorization !== `Bearer ${agentToken}`) return response.writeHead(401).end();
      asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        body: request.method === 'POST' ? await json(request) : null,
      });
      serve(response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked,
    left: () => closed,
    serveWith: (next: typeof serve) => {
      serve = next;
    },
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

const knock = (path: string, ticket: string, init: RequestInit = {}) =>
  fetch(`${rig.inboundUrl}${path}`, {
    ...init,
    headers: { ...(ticket ? { authorization: `Bearer ${ticket}` } : {}), 'content-type': 'application/json' },
  });
const say = (ticket: string, body: unknown = { sessionId: 's', message: 'hello' }) =>
  knock(`/inbound/${BOT.botId}/chat`, ticket, { method: 'POST', body: JSON.stringify(body) });

it('streams a chat answer as it comes and notes the two times', async () => {
  let rest: () => void = () => {};
  agent.serveWith((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"type":"delta","text":"Good"}\n\n');
    rest = () => response.end('data: {"type":"final","text":"Good day"}\n\n');
  });
  const response = await say('chat-ticket');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = (response.body ?? new ReadableStream()).getReader();
  const first = await reader.read();
  expect(Buffer.from(first.value as Uint8Array).toString()).toContain('"delta"');
  rest();
  const second = await reader.read();
  expect(Buffer.from(second.value as Uint8Array).toString()).toContain('"final"');
  expect(agent.asked).toEqual([{ method: 'POST', url: '/v1/chat', body: { sessionId: 's', message: 'hello' } }]);
  await expect.poll(() => rig.directory.activity).toMatchObject([{ inbound: true }, { answered: true }]);
});

it('gives history and logs with only the query that the agent knows', async () => {
  expect(await (await knock(`/inbound/${BOT.botId}/chat?sessionId=s&x=1`, 'chat-ticket')).json()).toEqual({
    messages: [],
  });
  await knock(`/inbound/${BOT.botId}/logs?after=3&follow=0`, 'logs-ticket');
  expect(agent.asked.map((one) => one.url)).toEqual(['/v1/chat?sessionId=s', '/v1/logs?after=3&follow=0']);
});

it('opens nothing without the right ticket for this bot and this purpose', async () => {
  for (const [path, ticket, status] of [
    [`/inbound/${BOT.botId}/chat`, '', 401],
    [`/inbound/${BOT.botId}/chat`, 'false-ticket', 401],
    [`/inbound/${BOT.botId}/chat`, 'logs-ticket', 404],
    [`/inbound/${other}/chat`, 'chat-ticket', 404],
    [`/inbound/${BOT.botId}/config`, 'chat-ticket', 404],
  ] as const) {
    const response = await knock(path, ticket);
    expect([path, response.status]).toEqual([path, status]);
    expect(await response.json()).toEqual({
      code: status === 401 ? 'not_signed_in' : 'not_found',
      message: expect.any(String) as string,
    });
  }
  expect(agent.asked).toEqual([]);
});

it('says plainly that the bot does not answer, or that there is none', async () => {
  await agent.close();
  expect(await (await say('chat-ticket')).json()).toMatchObject({ code: 'outside_unreachable' });
  rig.directory.agents.set(BOT.botId, null);
  const stopped = await say('chat-ticket');
  expect([stopped.status, await stopped.json()]).toMatchObject([409, { code: 'conflict' }]);
  rig.directory.agents.clear();
  expect((await say('chat-ticket')).status).toBe(404);
});

it("passes the agent's own refusals on, and refuses what is too long", async () => {
  agent.serveWith((response) =>
    response.writeHead(409, { 'content-type': 'application/json' }).end('{"code":"not_ready","message":"Wait."}'),
  );
  const refused = await say('chat-ticket');
  expect([refused.status, await refused.json()]).toEqual([409, { code: 'not_ready', message: 'Wait.' }]);
  expect((await say('chat-ticket', { message: 'x'.repeat(2000) })).status).toBe(413);
  expect(rig.directory.activity).toEqual([]);
});

it("lets go of the agent when the reader leaves, and never shows the agent's token", async () => {
  agent.serveWith((response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(`{"cursor":1,"text":"${agentToken}"}\n`);
  });
  const left = new AbortController();
  const response = await knock(`/inbound/${BOT.botId}/logs?follow=1`, 'logs-ticket', { signal: left.signal });
  const first = await (response.body ?? new ReadableStream()).getReader().read();
  expect(Buffer.from(first.value as Uint8Array).toString()).toBe('{"cursor":1,"text":"[removed]"}\n');
  left.abort();
  await expect.poll(() => agent.left()).toBe(1);
  expect(rig.log()).not.toContain(agentToken);
  expect(rig.log()).not.toContain('chat-ticket');
});

it('says that it is well', async () => {
  expect(await (await fetch(`${rig.inboundUrl}/healthz`)).json()).toEqual({ ok: true });
});
