import type { NextStep } from './next-step.ts';
import { READINESS_RETRY_MS } from './tunables.ts';

/** Running sandboxes are ended in order first; only what has ended is removed. */
export function takeDown({ state, generation }: { state: string; generation: number }): NextStep {
  return { do: state === 'running' ? 'stop' : 'remove', generation };
}

export function waitForRuntime(now: Date): NextStep {
  return { do: 'wait', for: 'runtime', until: new Date(now.getTime() + READINESS_RETRY_MS) };
}
