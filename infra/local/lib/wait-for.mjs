// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/**
 * Asks `probe` again and again until it gives something truthy, and gives that.
 * @template T
 * @param {string} what what is waited for, in words for the error
 * @param {() => Promise<T | undefined | false>} probe
 * @param {{timeoutMs?: number, everyMs?: number, mend?: string}} [options]
 * @returns {Promise<T>}
 * @throws {Problem} when `timeoutMs` (default 60 s) went by
 */
export async function waitFor(what, probe, { timeoutMs = 60_000, everyMs = 100, mend } = {}) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await probe();
    if (result) return result;
    if (performance.now() > deadline) {
      throw new Problem(
        `${what} did not happen within ${timeoutMs / 1000} s.`,
        mend ?? 'Look into the log named above.',
      );
    }
    await sleep(everyMs);
  }
}
