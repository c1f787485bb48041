import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Splits an answer into pieces for streaming; an array is streamed piece by piece as given. */
export function toPieces(answer: string | string[]): string[] {
  return Array.isArray(answer) ? answer : (answer.match(/\S+\s*|\s+/g) ?? []);
}

/** Writes one server-sent event and waits for a slow reader. */
export async function writeEvent(response: ServerResponse, data: unknown, event?: string): Promise<void> {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (response.destroyed) return;
  if (!response.write(`${event ? `event: ${event}\n` : ''}data: ${text}\n\n`)) {
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
}

/** Calls back for each piece in its pace; stops when the client has gone. */
export async function eachPiece(
  response: ServerResponse,
  pieces: string[],
  paceMilliseconds: number,
  write: (piece: string) => Promise<void>,
): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && paceMilliseconds > 0) await delay(paceMilliseconds);
    if (response.destroyed) return;
    await write(piece);
  }
}
