import { expect, test } from 'vitest';
import { TIMINGS } from '../timings.ts';
import { createRestartBudget } from './restart-budget.ts';

test('three restarts with growing pauses, then none until the window has passed', () => {
  let now = 0;
  const budget = createRestartBudget(() => now);
  const pauses = [budget.take(), budget.take(), budget.take()];
  expect(pauses).toEqual([...TIMINGS.restartBackoffMs]);
  expect(pauses.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(pauses);
  expect(budget.take()).toBeNull();
  now = TIMINGS.restartWindowMs - 1;
  expect(budget.take()).toBeNull();
  now = TIMINGS.restartWindowMs;
  expect(budget.take()).toBe(TIMINGS.restartBackoffMs[0]);
});
