import 'server-only';
import { session, type Context } from '@clawberth/core';

const LOOK_EVERY_MS = 5_000;

/**
 * The response, whose body ends within seconds of the session that asked for it: who was signed out, here or from
 * another browser, sees nothing more of a stream that was open. Looking does not keep the session alive.
 */
export function whileSignedIn(ctx: Context, response: Response): Response {
  const { body } = response;
  if (body === null || ctx.session === null) return response;
  const { id: sessionId } = ctx.session;
  const over = new AbortController();
  const look = () => session.resume(ctx, { sessionId, touch: false });
  const timer = setInterval(() => {
    // What cannot be looked up counts as over: the browser asks again and hears why.
    look().then(
      (living) => living === null && over.abort(),
      () => over.abort(),
    );
  }, LOOK_EVERY_MS);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  void body
    .pipeTo(writable, { signal: over.signal, preventAbort: true })
    // Ended from this side: the reader gets a proper end. When the reader has gone there is nothing left to end.
    .catch(() => writable.close().catch(() => undefined))
    .finally(() => clearInterval(timer));
  return new Response(readable, { status: response.status, headers: response.headers });
}
