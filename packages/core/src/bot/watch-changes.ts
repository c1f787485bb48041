import { setTimeout as sleep } from 'node:timers/promises';
import { requireStillHere } from '../account/require-still-here.ts';
import type { Context } from '../context.ts';

/** Least time between two reads, and the longest time without one, in milliseconds. */
const LEAST_GAP_MS = 150;
const SAFETY_READ_MS = 10_000;

type Watch<T> = {
  ctx: Context;
  signal: AbortSignal;
  /** Whether a change of this bot concerns the watcher. */
  concerns: (botId: string) => boolean | Promise<boolean>;
  read: () => Promise<T>;
};

/**
 * `read`'s value at once and again after changes, until the signal aborts; equal values are left out.
 * Whoever may no longer see it as they began (removed, other role, signed out) gets `not_found` with the next read.
 */
export async function* watchChanges<T>({ ctx, signal, concerns, read }: Watch<T>): AsyncGenerator<T, void, undefined> {
  const own = new AbortController();
  const ended = AbortSignal.any([signal, own.signal]);
  const bell = createBell();
  const onPayload = (botId: string): void => {
    // A question that fails is answered by looking: one read too many does no harm.
    void Promise.resolve(concerns(botId)).then(
      (yes) => yes && bell.ring(),
      () => bell.ring(),
    );
  };
  let last = '';
  try {
    await ctx.services.database.listen('bot_changed', onPayload, ended, () => bell.ring());
    while (!ended.aborted) {
      bell.reset();
      await requireStillHere(ctx);
      const value = await read();
      const seen = JSON.stringify(value);
      if (seen !== last) yield value;
      last = seen;
      await pause(LEAST_GAP_MS, ended);
      await bell.rungOr(SAFETY_READ_MS, ended);
    }
  } finally {
    own.abort();
  }
}

function createBell() {
  let rung = false;
  let wake = (): void => undefined;
  return {
    ring: (): void => {
      rung = true;
      wake();
    },
    reset: (): void => {
      rung = false;
    },
    rungOr: async (ms: number, signal: AbortSignal): Promise<void> => {
      if (rung || signal.aborted) return;
      const waiting = new AbortController();
      wake = () => waiting.abort();
      await pause(ms, AbortSignal.any([signal, waiting.signal]));
    },
  };
}

/** Sleeps until the time or the signal is up. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
