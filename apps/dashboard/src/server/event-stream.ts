import 'server-only';
import { ClawberthError } from '@clawberth/core';
import { logUnknown } from './log-unknown.ts';

const HEARTBEAT_MS = 15_000;
/** A stream is closed after this time and opened again by the browser, so that the membership is read anew. */
const LIFETIME_MS = 5 * 60_000;

/** Server-sent events: each value of `watch` as one JSON message, a comment as heartbeat between them. */
export function eventStream(request: Request, watch: (signal: AbortSignal) => AsyncIterable<unknown>): Response {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, request.signal, AbortSignal.timeout(LIFETIME_MS)]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      send('retry: 1000\n\n');
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      try {
        for await (const value of watch(signal)) send(`data: ${JSON.stringify(value)}\n\n`);
      } catch (error) {
        // Refusals, such as of somebody who was removed meanwhile, end the stream; the next try gets its status.
        if (!signal.aborted && !(error instanceof ClawberthError)) logUnknown(error, { where: 'event stream' });
      } finally {
        clearInterval(heartbeat);
        stop.abort();
        closeQuietly(controller);
      }
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

/** The browser may have gone first; then there is nothing left to close. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // Already closed by cancel.
  }
}
