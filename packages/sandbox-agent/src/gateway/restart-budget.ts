import { TIMINGS } from '../timings.ts';

export type RestartBudget = {
  /** Milliseconds to wait before the next restart, or null when there were too many. */
  take(): number | null;
};

/** At most 3 restarts within 5 minutes, with growing pauses. */
export function createRestartBudget(now: () => number = Date.now): RestartBudget {
  let taken: number[] = [];
  return {
    take() {
      taken = taken.filter((at) => now() - at < TIMINGS.restartWindowMs);
      if (taken.length >= TIMINGS.restartLimit) return null;
      const pause = TIMINGS.restartBackoffMs[taken.length] ?? 0;
      taken.push(now());
      return pause;
    },
  };
}
