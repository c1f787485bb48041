import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyRequest } from './key-request.ts';

/** Waits until requests that were under way at `since` (of performance.now()) with an earlier key have ended. */
export async function settle({ patience, signal, tell }: KeyRequest, since: number): Promise<void> {
  const left = since + patience.settleMs - performance.now();
  if (left <= 0) return;
  await tell({ at: 'settling', seconds: Math.ceil(left / 1_000) });
  await sleep(left, undefined, { signal });
}
