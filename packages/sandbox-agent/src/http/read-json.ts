import type { IncomingMessage } from 'node:http';
import { AGENT_MAX_BODY_BYTES } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';
import { AgentRefusal } from './agent-refusal.ts';

/** The request's JSON body in that shape; AgentRefusal says what is wrong with it. */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > AGENT_MAX_BODY_BYTES)
      throw new AgentRefusal('body_too_large', `a body may have ${AGENT_MAX_BODY_BYTES} bytes`);
    chunks.push(bytes);
  }
  return parseWith(schema, parseJson(Buffer.concat(chunks).toString('utf8')));
}

/** The query's parameters in that shape. */
export function readQuery<T>(url: URL, schema: z.ZodType<T>): T {
  return parseWith(schema, Object.fromEntries(url.searchParams));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AgentRefusal('bad_request', 'the body is not JSON');
  }
}

function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AgentRefusal('bad_request', z.prettifyError(parsed.error).slice(0, 2_000));
  return parsed.data;
}
