import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@clawberth/core';

/** What is done again and again until the signal aborts; `what` names it where it fails. */
export type Round = { what: string; everyMs: number; run: () => Promise<void>; log: Logger };

/**
 * Runs the round at once and then at its pace, one at a time. A round that fails is told in the log; the next one tries
 * again. Resolves when the signal has aborted and the running round has ended.
 */
export async function repeatRounds({ what, everyMs, run, log }: Round, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      log.error({ err: error }, `${what} failed; the next round tries again`);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
