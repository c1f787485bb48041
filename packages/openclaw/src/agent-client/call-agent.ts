import { request } from 'undici';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { agentErrorBodySchema } from '../agent-protocol.ts';
import { AgentError, refusalError } from './agent-error.ts';

const MAX_ANSWER_BYTES = 4_194_304;

export type AgentTarget = { baseUrl: string; token: string };

export type AgentCall = {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  /** From the call until its answer is complete; for a stream: until its headers. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};

/** One call whose whole answer is JSON of that shape. Throws AgentError, or the signal's reason. */
export async function callAgent<T>(target: AgentTarget, call: AgentCall, schema: z.ZodType<T>): Promise<T> {
  const deadline = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
  const { body } = await open(target, call, signal);
  const parsed = schema.safeParse(await readJson(body, call.signal));
  if (!parsed.success) {
    throw new AgentError('agent_failed', 'the sandbox agent gave an answer of an unknown form', {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** One call whose answer is read as it comes. Ends with the signal; throws AgentError. */
export async function* streamAgent(target: AgentTarget, call: AgentCall): AsyncGenerator<string> {
  const headers = new AbortController();
  const timer = setTimeout(() => headers.abort(new Error('timed out')), call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, headers.signal]) : headers.signal;
  const { body } = await open(target, call, signal).finally(() => clearTimeout(timer));
  try {
    const decoder = new TextDecoder();
    for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw toAgentError(error, call.signal);
  } finally {
    body.destroy();
  }
}

async function open(target: AgentTarget, call: AgentCall, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const answer = await request(`${target.baseUrl}${call.path}`, {
    method: call.method,
    headers: {
      authorization: `Bearer ${target.token}`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    signal,
    // The signal is the only clock: undici's own would end a long poll or a quiet log.
    headersTimeout: 0,
    bodyTimeout: 0,
  }).catch((error: unknown) => {
    throw toAgentError(error, call.signal);
  });
  if (answer.statusCode === 200) return answer;
  const body = agentErrorBodySchema.safeParse(await readJson(answer.body, call.signal).catch(() => null));
  throw refusalError(answer.statusCode, body.success ? body.data : null);
}

async function readJson(body: Dispatcher.ResponseData['body'], caller: AbortSignal | undefined): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) break;
      chunks.push(chunk);
    }
    if (size > MAX_ANSWER_BYTES) throw new Error('answer too large');
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw toAgentError(error, caller);
  }
}

function toAgentError(error: unknown, caller: AbortSignal | undefined): unknown {
  if (caller?.aborted) return caller.reason;
  if (error instanceof AgentError) return error;
  return new AgentError('agent_unreachable', 'the sandbox agent does not answer', { cause: error });
}
