import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

/** The promise's outcome, or an error after `ms`. The promise itself is left to end by itself. */
export async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  const timer = new AbortController();
  promise.catch(() => undefined);
  try {
    return await Promise.race([
      promise,
      sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
        throw new Error(`Redis did not answer within ${ms} ms`);
      }),
    ]);
  } finally {
    timer.abort();
  }
}

/** Resolves when the connection can be used; throws when it cannot within `ms`. */
export async function untilReady(connection: Redis, ms: number): Promise<void> {
  if (connection.status === 'ready') return;
  let heard: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    heard = resolve;
    connection.once('ready', heard);
  });
  try {
    await withTimeout(ready, ms);
  } finally {
    connection.off('ready', heard);
  }
}
