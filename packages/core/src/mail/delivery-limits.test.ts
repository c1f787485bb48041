import { expect, test } from 'vitest';
import { MOST_ATTEMPTS, pauseAfter } from './delivery-limits.ts';

test('waits a minute, then twice as long each time, six hours at most', () => {
  const minutes = Array.from({ length: 11 }, (_, index) => pauseAfter(index + 1) / 60_000);
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
  expect(MOST_ATTEMPTS).toBe(8);
});
