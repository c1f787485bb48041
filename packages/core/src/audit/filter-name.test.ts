import { expect, test } from 'vitest';
import { auditFilterName } from './filter-name.ts';

test('no filter has no name', () => expect(auditFilterName({})).toBeNull());

test('a filter is named by what it lets through, whatever the order of its parts', () => {
  expect(auditFilterName({ search: 'Ben  ', result: 'failed', from: '2026-11-20T00:00:00.000Z' })).toBe(
    'result failed, from 2026-11-20T00:00:00.000Z, with Ben  ',
  );
});

test('a long one is cut between characters', () => {
  for (const search of ['🦀'.repeat(200), `x${'🦀'.repeat(199)}`]) {
    const name = auditFilterName({ search }) ?? '';
    expect(name.length).toBeLessThanOrEqual(254);
    expect(name).toMatch(/^with x?🦀+…$/u);
    expect(name.isWellFormed()).toBe(true);
  }
});
