import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import {
  agentStatusSchema,
  pairingDecisionSchema,
  putConfigSchema,
  statusQuerySchema,
  type AgentErrorBody,
  type AgentStatus,
  type PairingRequest,
  type PutConfig,
} from '@clawberth/openclaw';

/** What the fake agent does with a config, besides taking it. */
export type FakeGateway = {
  /** How far OpenClaw gets by itself once it has a config. */
  reaches: 'starting' | 'live' | 'ready';
  /** Exit code with which it ends at once instead. */
  exits: number | null;
  /** What is wrong with the config; null takes it. */
  refuses: string | null;
  /** Whether its Telegram channel connects, and what it says otherwise. */
  telegram: { connected: boolean; lastError: string | null };
};

/** A stand-in for the agent inside one sandbox that speaks its real HTTP protocol. No OpenClaw runs behind it. */
export type FakeAgent = {
  readonly url: string;
  readonly configs: PutConfig[];
  readonly decisions: { kind: 'approve' | 'dismiss'; requestId: string }[];
  readonly stops: number;
  /** Changes what status tells, and lets those who wait for a change hear of it. */
  set(change: Partial<AgentStatus>): void;
  ask(request: PairingRequest): void;
  /** What is wrong with the configs that come from now on; null takes them. */
  refuse(why: string | null): void;
  /** How far OpenClaw gets with the configs that come from now on. */
  reach(phase: FakeGateway['reaches']): void;
  close(): Promise<void>;
};

type Reply = { status: number; body: unknown };
const refuse = (status: number, code: AgentErrorBody['code'], message: string): Reply => ({
  status,
  body: { code, message },
});

/** Starts a fake agent on loopback that lets in whoever holds the token with this SHA-256. */
export async function startFakeAgent({
  tokenSha256,
  gateway,
}: {
  tokenSha256: string;
  gateway: FakeGateway;
}): Promise<FakeAgent> {
  const configs: PutConfig[] = [];
  const decisions: FakeAgent['decisions'] = [];
  const changed = new Set<() => void>();
  let stops = 0;
  let status: AgentStatus = agentStatusSchema.parse({
    revision: 1,
    phase: 'waiting',
    configVersion: null,
    gateway: null,
    failure: null,
    channels: [],
    pairing: { requests: [], limitPerAccount: 3 },
    memoryBytes: 400_000_000,
    proof: {
      kernelRelease: '4.4.0',
      kernelVersion: 'gVisor',
      gvisor: true,
      bootLines: ['Starting gVisor...'],
      uid: 1000,
      capabilitiesEffective: '0000000000000000',
      noNewPrivs: true,
      readOnlyRoot: true,
    },
  });

  function set(change: Partial<AgentStatus>): void {
    status = { ...status, ...change, revision: status.revision + 1 };
    for (const tell of changed) tell();
    changed.clear();
  }

  function putConfig(body: unknown): Reply {
    const config = putConfigSchema.parse(body);
    const before = configs.at(-1);
    configs.push(config);
    if (gateway.refuses !== null) return refuse(422, 'config_invalid', gateway.refuses);
    const startedAt = new Date().toISOString();
    if (gateway.exits !== null) {
      const failure = {
        code: 'gateway_exited' as const,
        message: 'OpenClaw ended',
        exitCode: gateway.exits,
        logTail: ['last words'],
      };
      set({
        configVersion: config.configVersion,
        phase: 'failed',
        failure,
        gateway: { pid: null, startedAt, live: false, ready: false, exitCode: gateway.exits, signal: null },
      });
      return { status: 200, body: { applied: 'started' } };
    }
    const another = before !== undefined && !isDeepStrictEqual(before.env ?? [], config.env ?? []);
    const applied = status.phase === 'waiting' ? 'started' : another ? 'restarted' : 'hot';
    const live = gateway.reaches !== 'starting';
    const ready = gateway.reaches === 'ready';
    const hasTelegram =
      typeof config.config['channels'] === 'object' && 'telegram' in (config.config['channels'] ?? {});
    const account = {
      channel: 'telegram',
      accountId: 'default',
      state: 'running',
      lastInboundAt: null,
      ...gateway.telegram,
    };
    set({
      configVersion: config.configVersion,
      phase: gateway.reaches,
      failure: null,
      gateway: { pid: 7, startedAt, live, ready, exitCode: null, signal: null },
      channels: ready && hasTelegram ? [account] : [],
    });
    return { status: 200, body: { applied } };
  }

  function decide(kind: 'approve' | 'dismiss', body: unknown): Reply {
    const { requestId } = pairingDecisionSchema.parse(body);
    const { requests } = status.pairing;
    if (!requests.some((one) => one.requestId === requestId)) return refuse(404, 'not_found', 'no such request');
    decisions.push({ kind, requestId });
    set({ pairing: { ...status.pairing, requests: requests.filter((one) => one.requestId !== requestId) } });
    return { status: 200, body: {} };
  }

  async function waitForChange(waitSeconds: number, request: IncomingMessage): Promise<void> {
    await new Promise<void>((resolve) => {
      changed.add(resolve);
      setTimeout(resolve, waitSeconds * 1000).unref();
      request.once('close', resolve);
    });
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (createHash('sha256').update(token).digest('hex') !== tokenSha256) return refuse(401, 'unauthorised', 'no');
    const url = new URL(request.url ?? '/', 'http://agent');
    const route = `${request.method} ${url.pathname}`;
    const body = request.method === 'GET' ? null : await readJson(request);
    if (route === 'GET /v1/status') {
      const { since, waitSeconds } = statusQuerySchema.parse(Object.fromEntries(url.searchParams));
      if (since === status.revision && waitSeconds > 0) await waitForChange(waitSeconds, request);
      return { status: 200, body: status };
    }
    if (route === 'GET /v1/proof') return { status: 200, body: status.proof };
    if (route === 'PUT /v1/config') return putConfig(body);
    if (route === 'POST /v1/pairing/approve') return decide('approve', body);
    if (route === 'POST /v1/pairing/dismiss') return decide('dismiss', body);
    if (route === 'GET /v1/chat') return { status: 200, body: { messages: [] } };
    if (route === 'POST /v1/stop') {
      stops += 1;
      set({ phase: 'stopped', gateway: null });
      return { status: 200, body: {} };
    }
    return refuse(404, 'not_found', route);
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, refuse(400, 'bad_request', String(error))),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    configs,
    decisions,
    get stops() {
      return stops;
    },
    set,
    refuse: (why) => void (gateway.refuses = why),
    reach: (phase) => void (gateway.reaches = phase),
    ask: (request) => set({ pairing: { ...status.pairing, requests: [...status.pairing.requests, request] } }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
