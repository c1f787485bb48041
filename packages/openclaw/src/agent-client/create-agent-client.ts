import { z } from 'zod';
import {
  agentStatusSchema,
  chatEventSchema,
  chatHistorySchema,
  logLineSchema,
  pairingListSchema,
  putConfigResultSchema,
  sandboxProofSchema,
} from '../agent-protocol.ts';
import type {
  AgentStatus,
  ChatEvent,
  ChatHistory,
  ChatRequest,
  LogLine,
  PairingDecision,
  PairingList,
  PutConfig,
  PutConfigResult,
  SandboxProof,
} from '../agent-protocol.ts';
import { callAgent, streamAgent } from './call-agent.ts';
import type { AgentCall, AgentTarget } from './call-agent.ts';
import { readLines, readServerSentEvents } from './read-stream.ts';

const QUICK_MS = 5_000;
/** A gateway call inside the sandbox may take 10 s. */
const GATEWAY_MS = 15_000;
/** A first start is answered when OpenClaw is live. */
const PUT_CONFIG_MS = 330_000;
/** OpenClaw's grace of 20 s and some. */
const STOP_MS = 40_000;
const nothing = z.object({});

export type AgentClient = {
  /** With `since` and `waitSeconds`: answers when the revision is another one, or after the wait. */
  status(query?: { since?: number; waitSeconds?: number }, signal?: AbortSignal): Promise<AgentStatus>;
  proof(signal?: AbortSignal): Promise<SandboxProof>;
  /** Answers when OpenClaw runs with it. Throws `config_invalid` with issues when OpenClaw refuses it. */
  putConfig(put: PutConfig, signal?: AbortSignal): Promise<PutConfigResult>;
  /** Answers when OpenClaw has ended. */
  stop(signal?: AbortSignal): Promise<void>;
  listPairing(signal?: AbortSignal): Promise<PairingList>;
  approvePairing(decision: PairingDecision, signal?: AbortSignal): Promise<void>;
  dismissPairing(decision: PairingDecision, signal?: AbortSignal): Promise<void>;
  /** Redacted lines after a cursor; with `follow` until the signal. */
  logs(query: { after?: number; follow: boolean }, signal?: AbortSignal): AsyncGenerator<LogLine>;
  /** The answer as it grows, ending with `final` or `error`. */
  chat(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<ChatEvent>;
  chatHistory(sessionId: string, signal?: AbortSignal): Promise<ChatHistory>;
};

/**
 * The client of a sandbox's agent. `baseUrl` without a slash at the end, e.g. `http://10.1.2.3:18080`.
 * Every method throws AgentError, or the signal's reason when the caller aborts.
 */
export function createAgentClient(target: AgentTarget): AgentClient {
  const call = <T>(schema: z.ZodType<T>, details: AgentCall) => callAgent(target, details, schema);
  return {
    status: (query = {}, signal) => {
      const path = `/v1/status${toQuery({ since: query.since, waitSeconds: query.waitSeconds })}`;
      return call(agentStatusSchema, {
        method: 'GET',
        path,
        timeoutMs: QUICK_MS + (query.waitSeconds ?? 0) * 1_000,
        signal,
      });
    },
    proof: (signal) => call(sandboxProofSchema, { method: 'GET', path: '/v1/proof', timeoutMs: GATEWAY_MS, signal }),
    putConfig: (put, signal) =>
      call(putConfigResultSchema, { method: 'PUT', path: '/v1/config', body: put, timeoutMs: PUT_CONFIG_MS, signal }),
    stop: async (signal) => {
      await call(nothing, { method: 'POST', path: '/v1/stop', timeoutMs: STOP_MS, signal });
    },
    listPairing: (signal) =>
      call(pairingListSchema, { method: 'GET', path: '/v1/pairing', timeoutMs: GATEWAY_MS, signal }),
    approvePairing: async (body, signal) => {
      await call(nothing, { method: 'POST', path: '/v1/pairing/approve', body, timeoutMs: GATEWAY_MS, signal });
    },
    dismissPairing: async (body, signal) => {
      await call(nothing, { method: 'POST', path: '/v1/pairing/dismiss', body, timeoutMs: GATEWAY_MS, signal });
    },
    async *logs({ after, follow }, signal) {
      const path = `/v1/logs${toQuery({ after, follow: follow ? 1 : 0 })}`;
      const chunks = streamAgent(target, { method: 'GET', path, timeoutMs: QUICK_MS, signal });
      for await (const line of readLines(chunks)) yield logLineSchema.parse(JSON.parse(line));
    },
    async *chat(body, signal) {
      const chunks = streamAgent(target, { method: 'POST', path: '/v1/chat', body, timeoutMs: GATEWAY_MS, signal });
      for await (const data of readServerSentEvents(chunks)) yield chatEventSchema.parse(JSON.parse(data));
    },
    chatHistory: (sessionId, signal) =>
      call(chatHistorySchema, {
        method: 'GET',
        path: `/v1/chat${toQuery({ sessionId })}`,
        timeoutMs: GATEWAY_MS,
        signal,
      }),
  };
}

function toQuery(values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
