import { request } from 'undici';

/** How long anybody outside may take, in milliseconds. */
export const OUTSIDE_TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 262_144;

export type OutsideQuestion = {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: unknown;
  timeoutMs?: number;
};

/** No answer came: no name, no connection, or not in time. Holds neither URL nor token. */
export class OutsideSilent extends Error {
  readonly timedOut: boolean;
  constructor(timedOut: boolean) {
    super(timedOut ? 'no answer in time' : 'no connection');
    this.name = 'OutsideSilent';
    this.timedOut = timedOut;
  }
}

/**
 * One small question to a service outside, redirects not followed.
 * Returns status and body (null when it is no JSON). Throws OutsideSilent when no answer comes.
 */
export async function askOutside(question: OutsideQuestion): Promise<{ status: number; json: unknown }> {
  const signal = AbortSignal.timeout(question.timeoutMs ?? OUTSIDE_TIMEOUT_MS);
  try {
    const response = await request(question.url, {
      method: question.method ?? 'GET',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...question.headers },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
    return { status: response.statusCode, json: parseJson(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    // The cause is dropped on purpose: its text can hold the URL, and Telegram's URL holds the token.
    throw new OutsideSilent(signal.aborted);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
