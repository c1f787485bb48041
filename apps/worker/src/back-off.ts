import type { sandbox } from '@clawberth/core';
import { READINESS_RETRY_MS, RETRY_FIRST_SECONDS, RETRY_LIMIT, RETRY_MOST_SECONDS } from './tunables.ts';

/** Failures of the machine, not of the bot: the machine is watched, and all its bots wait for it alike. */
const OF_THE_MACHINE = new Set(['runtime_unavailable', 'gvisor_missing', 'firewall_missing', 'image_missing']);

export function isOfTheMachine(code: string): boolean {
  return OF_THE_MACHINE.has(code);
}

/**
 * When the next attempt is due, or null when a person has to act first: doubling from 5 s to 5 minutes with
 * a fifth of jitter, and never after ten failures in a row. `chance` is in [0, 1).
 */
export function nextAttemptAt(
  failure: Pick<sandbox.Failure, 'code' | 'retryable'>,
  failedAttempts: number,
  now: Date,
  chance: number = Math.random(),
): Date | null {
  if (isOfTheMachine(failure.code)) return new Date(now.getTime() + READINESS_RETRY_MS);
  if (!failure.retryable || failedAttempts + 1 >= RETRY_LIMIT) return null;
  const seconds = Math.min(RETRY_FIRST_SECONDS * 2 ** failedAttempts, RETRY_MOST_SECONDS);
  return new Date(now.getTime() + seconds * (0.8 + 0.4 * chance) * 1000);
}
