import { readActionAnswer, readAnswer } from './read-answer.ts';
import type { Answer, Received } from './read-answer.ts';
import type { Call } from '../row.ts';

/** Who sends: a cookie of theirs, or none, and the address they come from. */
export type Sender = { cookie: string | null; readonly address: string };

/** What came back, with everything in it that somebody could read. */
export type Reply = { answer: Answer; status: number; everything: string };

const LONGEST_MS = 20_000;
const LONGEST_SILENCE_MS = 1_500;

/** Sends one request to the dashboard at `url` over HTTP, as a browser would, and reads what came back. */
export async function send(url: string, sender: Sender, call: Call, actionId?: string): Promise<Reply> {
  const response = await fetch(`${url}${call.path}`, {
    method: call.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: {
      origin: url,
      'x-forwarded-for': sender.address,
      ...(sender.cookie === null ? {} : { cookie: sender.cookie }),
      ...(actionId === undefined
        ? {}
        : { 'next-action': actionId, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' }),
      ...call.headers,
    },
    ...(actionId === undefined ? {} : { body: encodeArguments(call.actionArguments ?? []) }),
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  const { text, whole } = await readBody(response);
  const received: Received = { status: response.status, headers: response.headers, text };
  const read = actionId === undefined ? readAnswer : readActionAnswer;
  const answer = whole ? read(received) : 'error';
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { answer, status: response.status, everything: `${headers}\n\n${received.text}` };
}

/** React's encoding of plain values: JSON in which a text that begins with $ has another $ before it. */
export function encodeArguments(values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value,
  );
}

/** The body, and whether it is whole; of a stream of events that goes on for minutes, its first event, if it has one soon. */
async function readBody(response: Response): Promise<{ text: string; whole: boolean }> {
  if (response.body === null) return { text: '', whole: true };
  const endless = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const silence = endless ? setTimeout(() => void reader.cancel(), LONGEST_SILENCE_MS) : undefined;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (endless && /^data: .*\n\n/m.test(text)) break;
    }
    if (endless) await reader.cancel();
    return { text, whole: true };
  } catch (error) {
    // The server has hung up in the middle of its answer.
    if (error instanceof TypeError) return { text, whole: false };
    throw error;
  } finally {
    clearTimeout(silence);
  }
}
