import { expect, test } from 'vitest';
import { fromLocalInput, toLocalInput } from './local-time.ts';

test.each(['2026-11-20T09:05:00.000Z', '2026-07-01T22:00:00.000Z', '1999-12-31T23:59:00.000Z'])(
  '%s survives the field',
  (iso) => {
    expect(toLocalInput(iso)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
  },
);

test('what is no moment is none', () => {
  expect([undefined, '', 'yesterday'].map(toLocalInput)).toEqual(['', '', '']);
  expect(['', 'yesterday'].map(fromLocalInput)).toEqual([null, null]);
});
