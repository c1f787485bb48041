import type { IncomingMessage } from 'node:http';
import type { Visit } from './door.ts';

/** The request's body is larger than its route allows. */
export class BodyTooLarge extends Error {}

/** Reads a whole body. Throws BodyTooLarge above the limit (bytes), at once when the length is announced. */
export async function readLimitedBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (announcedBytes(request) > limitBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of limitBody(request, limitBytes)) {
    chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks, size);
}

/** Passes a body on piece by piece. Throws BodyTooLarge in the piece that goes above the limit (bytes). */
export async function* limitBody(request: IncomingMessage, limitBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  // Reading must not destroy the socket when it stops early: the refusal still has to go out.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw new BodyTooLarge();
    yield chunk;
  }
}

/** The length that the client announced, in bytes; 0 when it announced none. */
export function announcedBytes(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/**
 * For a refusal: reads on for a short while what the client still sends, so that it gets the answer
 * instead of a reset, and ends the connection of one that goes on sending.
 */
export function dropRestOfBody({ request, door }: Visit): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), door.limits.refusedBodyMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
