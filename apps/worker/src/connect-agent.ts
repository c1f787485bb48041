import { agentErrorBodySchema, agentStatusSchema, chatHistorySchema, putConfigResultSchema, sandboxProofSchema } from '@clawberth/openclaw';
import { z, type ZodType } from 'zod';
import { AgentRefusal, AgentSilent, type Agent } from './agent.ts';
import { AGENT_CALL_MS, AGENT_CONFIG_MS, AGENT_STOP_MS } from './tunables.ts';

type Call<T> = { method: string; path: string; body?: unknown; answer: ZodType<T>; ms: number; signal?: AbortSignal | undefined };

/** A client of the agent that listens at `url`; speaks `agent-protocol.ts`. */
export function connectAgentAt(url: string, token: string): Agent {
  async function call<T>({ method, path, body, answer, ms, signal }: Call<T>): Promise<T> {
    const timeout = AbortSignal.timeout(ms);
    let status: number;
    let json: unknown;
    try {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
        redirect: 'error',
      });
      status = response.status;
      json = await response.json();
    } catch (error) {
      throw new AgentSilent(error);
    }
    if (status >= 200 && status < 300) return answer.parse(json);
    const refusal = agentErrorBodySchema.safeParse(json);
    if (!refusal.success) throw new AgentRefusal('internal', `the agent answered with status ${status}`);
    const issues = refusal.data.issues?.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
    throw new AgentRefusal(refusal.data.code, [refusal.data.message, issues].filter(Boolean).join(' '));
  }

  return {
    status: ({ since, waitSeconds = 0 }, signal) => {
      const query = new URLSearchParams({ waitSeconds: String(waitSeconds), ...(since === undefined ? {} : { since: String(since) }) });
      return call({ method: 'GET', path: `/v1/status?${query}`, answer: agentStatusSchema, ms: waitSeconds * 1000 + AGENT_CALL_MS, signal });
    },
    proof: () => call({ method: 'GET', path: '/v1/proof', answer: sandboxProofSchema, ms: AGENT_CALL_MS }),
    putConfig: (config) => call({ method: 'PUT', path: '/v1/config', body: config, answer: putConfigResultSchema, ms: AGENT_CONFIG_MS }),
    stop: () => call({ method: 'POST', path: '/v1/stop', answer: z.unknown(), ms: AGENT_STOP_MS }).then(() => undefined),
    approvePairing: (decision) =>
      call({ method: 'POST', path: '/v1/pairing/approve', body: decision, answer: z.unknown(), ms: AGENT_CALL_MS }).then(() => undefined),
    dismissPairing: (decision) =>
      call({ method: 'POST', path: '/v1/pairing/dismiss', body: decision, answer: z.unknown(), ms: AGENT_CALL_MS }).then(() => undefined),
    openChat: (sessionId) =>
      call({ method: 'GET', path: `/v1/chat?sessionId=${sessionId}`, answer: chatHistorySchema, ms: AGENT_CALL_MS }).then(() => undefined),
  };
}
