import { notOver } from '../not-over.ts';

/** Sign-out after this long without use, and in all, in milliseconds (R174; ASVS 5.0 7.3.1, 7.3.2). */
export const IDLE_MS = 30 * 60_000;
export const LIFE_MS = 24 * 3_600_000;
/** A session's last use is written once in this time at most. */
export const TOUCH_MS = 60_000;

/** For `where`: sessions that live: not ended, not too old, used lately. */
export function livingSession(now: Date = new Date()) {
  return { ...notOver(now), lastSeenAt: { gt: new Date(now.getTime() - IDLE_MS) } };
}

/** When a session ends by itself: unused for too long, or too old, whichever comes first. */
export function endOf({ lastSeenAt, expiresAt }: { lastSeenAt: Date; expiresAt: Date }): Date {
  return new Date(Math.min(expiresAt.getTime(), lastSeenAt.getTime() + IDLE_MS));
}
