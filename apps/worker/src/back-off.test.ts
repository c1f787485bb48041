import { describe, expect, it } from 'vitest';
import { nextAttemptAt } from './back-off.ts';

const now = new Date('2026-11-20T12:00:00Z');
const secondsUntil = (at: Date | null) => (at === null ? null : (at.getTime() - now.getTime()) / 1000);
const exited = { code: 'gateway_exited', retryable: true };

describe('the back-off', () => {
  it('doubles from 5 s to 5 minutes, and then asks for a person', () => {
    const waits = Array.from({ length: 10 }, (_, attempts) => secondsUntil(nextAttemptAt(exited, attempts, now, 0.5)));
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, null]);
  });

  it('spreads by a fifth', () => {
    expect([0, 1].map((chance) => secondsUntil(nextAttemptAt(exited, 0, now, chance)))).toEqual([4, 6]);
  });

  it('never tries again what cannot succeed, and never gives up on the machine', () => {
    expect(nextAttemptAt({ code: 'config_invalid', retryable: false }, 0, now)).toBeNull();
    expect(secondsUntil(nextAttemptAt({ code: 'gvisor_missing', retryable: false }, 1_000, now))).toBe(3);
  });
});
