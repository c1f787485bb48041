import { describe, expect, test } from 'vitest';
import { rotationDueAt, rotationOf } from './rotation.ts';

const at = (text: string) => new Date(text);

describe('when a secret is due by its age', () => {
  test.each([
    ['2026-11-20T15:00:00Z', '2026-12-20T15:00:00Z', '2027-02-18T15:00:00Z', '2027-01-01T00:00:00Z'],
    // A leap year, and the last and first moment of a quarter.
    ['2028-02-01T00:00:00Z', '2028-03-02T00:00:00Z', '2028-05-01T00:00:00Z', '2028-04-01T00:00:00Z'],
    ['2026-12-31T23:59:59.999Z', '2027-01-30T23:59:59.999Z', '2027-03-31T23:59:59.999Z', '2027-01-01T00:00:00Z'],
    ['2027-01-01T00:00:00Z', '2027-01-31T00:00:00Z', '2027-04-01T00:00:00Z', '2027-04-01T00:00:00Z'],
  ])('set %s', (setAt, days30, days90, quarterly) => {
    expect(rotationDueAt(at(setAt), 'days_30')).toEqual(at(days30));
    expect(rotationDueAt(at(setAt), 'days_90')).toEqual(at(days90));
    expect(rotationDueAt(at(setAt), 'quarterly')).toEqual(at(quarterly));
  });
});

describe('what the badge says', () => {
  const setAt = at('2026-11-20T15:00:00Z');
  const state = (now: string, rotateReason: 'suspected' | 'member_left' | null = null) =>
    rotationOf({ setAt, rotateReason }, 'days_30', at(now));

  test('fresh until 14 days before, due from the moment on', () => {
    expect(state('2026-12-06T14:59:59Z').state).toBe('fresh');
    expect(state('2026-12-06T15:00:00Z').state).toBe('soon');
    expect(state('2026-12-20T14:59:59Z').state).toBe('soon');
    expect(state('2026-12-20T15:00:00Z')).toEqual({ state: 'due', reason: null, dueAt: at('2026-12-20T15:00:00Z') });
  });

  test('due at once for a reason', () => {
    expect(state('2026-11-20T15:00:01Z', 'suspected')).toMatchObject({ state: 'due', reason: 'suspected' });
    expect(state('2026-11-20T15:00:01Z', 'member_left')).toMatchObject({ state: 'due', reason: 'member_left' });
  });
});
