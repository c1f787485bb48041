import { expect, test } from 'vitest';
import { localDay } from './local-day.ts';

test.each([
  [0, '2026-11-20'],
  [1, '2026-11-21'],
  [11, '2026-12-01'],
  [365, '2027-11-20'],
  [-20, '2026-10-31'],
])('%i days from 20 November 2026', (days, day) => {
  expect(localDay(days, new Date(2026, 10, 20, 23, 59))).toBe(day);
});
