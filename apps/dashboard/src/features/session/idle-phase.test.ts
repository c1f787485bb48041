import { expect, test } from 'vitest';
import { announcedSeconds, idlePhase } from './idle-phase.ts';

const now = 1_800_000_000_000;
const at = (idleMs: number, lifeMs = 20 * 3_600_000) => idlePhase({ idleAt: now + idleMs, lifeAt: now + lifeMs }, now);

test('is quiet until the last minute', () => {
  expect(at(30 * 60_000)).toEqual({ kind: 'working' });
  expect(at(60_001)).toEqual({ kind: 'working' });
  expect(at(60_000)).toEqual({ kind: 'ending', secondsLeft: 60, cause: 'idle' });
});

test('counts down, and is over only when the server surely agrees', () => {
  expect(at(900)).toEqual({ kind: 'ending', secondsLeft: 1, cause: 'idle' });
  expect(at(-1_499)).toEqual({ kind: 'ending', secondsLeft: 0, cause: 'idle' });
  expect(at(-1_500)).toEqual({ kind: 'over' });
  expect(at(-3_600_000)).toEqual({ kind: 'over' });
});

test('after 24 hours staying is no choice, however busy somebody is', () => {
  expect(at(29 * 60_000, 59_000)).toEqual({ kind: 'ending', secondsLeft: 59, cause: 'life' });
  expect(at(40_000, 45_000)).toEqual({ kind: 'ending', secondsLeft: 40, cause: 'life' });
  expect(at(29 * 60_000, -2_000)).toEqual({ kind: 'over' });
});

test('a screen reader hears three of the sixty seconds', () => {
  const heard = new Set(Array.from({ length: 61 }, (_, seconds) => announcedSeconds(seconds)));
  expect([...heard].sort((a, b) => Number(a) - Number(b))).toEqual([10, 30, 60]);
});
