import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { AgentError } from './agent-error.ts';
import { createAgentClient } from './create-agent-client.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function agentThat(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return createAgentClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'the-token' });
}

function refuse(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function failureOf(promise: Promise<unknown>): Promise<AgentError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgentError)) throw new Error(`expected an AgentError, got ${String(error)}`);
  return error;
}

test('sends the token and the query, and gives the parsed answer', async () => {
  const seen: (string | undefined)[] = [];
  const client = await agentThat((request, response) => {
    seen.push(request.headers.authorization, request.method, request.url);
    refuse(response, 200, { requests: [], pendingPerAccount: 3 });
  });
  expect(await client.listPairing()).toEqual({ requests: [], pendingPerAccount: 3 });
  expect(seen).toEqual(['Bearer the-token', 'GET', '/v1/pairing']);
});

test('nobody there is agent_unreachable, worth a retry, without an address or a token in it', async () => {
  const client = createAgentClient({ baseUrl: 'http://127.0.0.1:9', token: 'the-token' });
  const error = await failureOf(client.status());
  expect(error).toMatchObject({ code: 'agent_unreachable', retryable: true });
  expect(error.message).not.toMatch(/127\.0\.0\.1|the-token/);
});

test.each([
  [401, 'unauthorised', 'agent_refused', false],
  [409, 'not_ready', 'agent_refused', true],
  [409, 'busy', 'agent_refused', true],
  [502, 'gateway_refused', 'agent_failed', true],
  [500, 'internal', 'agent_failed', true],
] as const)('status %i with %s is %s', async (status, refusal, code, retryable) => {
  const client = await agentThat((_request, response) => refuse(response, status, { code: refusal, message: 'no' }));
  expect(await failureOf(client.proof())).toMatchObject({ code, refusal, retryable, message: 'no' });
});

test('a refused config brings OpenClaw’s issues and is not worth a retry', async () => {
  const issues = [{ path: 'gateway', message: 'Unrecognized key: "nope"' }];
  const client = await agentThat((_request, response) =>
    refuse(response, 422, { code: 'config_invalid', message: 'no', issues }),
  );
  const put = client.putConfig({ configVersion: 1, config: {}, files: [], secretFiles: [] });
  expect(await failureOf(put)).toMatchObject({ code: 'config_invalid', issues, retryable: false });
});

test('an answer of another form is a failure, not a success', async () => {
  const client = await agentThat((_request, response) => refuse(response, 200, { phase: 'ready' }));
  expect(await failureOf(client.status())).toMatchObject({ code: 'agent_failed' });
});

test('somebody else’s error page is no agent', async () => {
  const client = await agentThat((_request, response) => response.writeHead(404).end('<html>'));
  expect(await failureOf(client.stop())).toMatchObject({ code: 'agent_unreachable' });
});

test('the caller’s abort ends a long poll with the caller’s own reason', async () => {
  const controller = new AbortController();
  const client = await agentThat(() => controller.abort(new Error('leaving')));
  await expect(client.status({ since: 1, waitSeconds: 25 }, controller.signal)).rejects.toThrow('leaving');
});

test('an answer streams as events, cut anywhere', async () => {
  const client = await agentThat((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"type":"delta","te');
    response.write('xt":"We o"}\n\ndata: {"type":"final","text":"We open"}\n');
    response.end('\n');
  });
  const events: unknown[] = [];
  for await (const event of client.chat({ sessionId: 'u1', message: 'Hi' })) events.push(event);
  expect(events).toEqual([
    { type: 'delta', text: 'We o' },
    { type: 'final', text: 'We open' },
  ]);
});

test('log lines stream until the reader leaves', async () => {
  const closed = Promise.withResolvers<void>();
  const line = { cursor: 4, at: '2026-11-20T08:30:30.461Z', level: 'info', text: 'ready' };
  const client = await agentThat((request, response) => {
    expect(request.url).toBe('/v1/logs?after=3&follow=1');
    response.once('close', () => closed.resolve());
    response.writeHead(200).write(`${JSON.stringify(line)}\n`);
  });
  for await (const seen of client.logs({ after: 3, follow: true })) {
    expect(seen).toEqual(line);
    break;
  }
  await closed.promise;
});
