import type { AgentStatus } from '@clawberth/openclaw/agent-protocol';

export type ObservedStatus = Omit<AgentStatus, 'revision' | 'memoryBytes'>;

export type StatusStore = {
  get(): ObservedStatus & { revision: number };
  /** Merges; the revision grows only when something really changed. */
  set(changes: Partial<ObservedStatus>): void;
  /** Resolves when the revision is past `since`, after `waitMs`, or on abort. */
  waitPast(since: number, waitMs: number, signal: AbortSignal): Promise<void>;
};

/** The agent's one picture of itself, with the counter that the long poll waits on. */
export function createStatusStore(initial: ObservedStatus): StatusStore {
  let state = { ...initial, revision: 1 };
  const waiters = new Set<() => void>();
  return {
    get: () => state,
    set(changes) {
      const next = { ...state, ...changes };
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = { ...next, revision: state.revision + 1 };
      for (const wake of waiters) wake();
    },
    waitPast(since, waitMs, signal) {
      // A `since` from an earlier life of the agent is ahead of us: answer at once.
      if (state.revision !== since || waitMs === 0 || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiters.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, waitMs);
        waiters.add(done);
        signal.addEventListener('abort', done);
      });
    },
  };
}
