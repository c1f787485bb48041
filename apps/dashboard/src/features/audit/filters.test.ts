import { expect, test } from 'vitest';
import { readFilters, writeFilters } from './filters.ts';

const now = new Date('2026-11-20T10:42:31Z');

test('an address says the filters, and filters say the address', () => {
  const query = { person: 'p', bot: 'b', action: 'a', result: 'r', from: 'f', to: 't', search: ' 50% & "x" ' };
  const filters = readFilters(query, now);
  expect(filters).toEqual({
    actorId: 'p',
    botId: 'b',
    action: 'a',
    result: 'r',
    from: 'f',
    to: 't',
    search: '50% & "x"',
  });
  expect(readFilters(Object.fromEntries(writeFilters(filters)), now)).toEqual(filters);
});

test('a range ends now and begins with a full hour; exact dates win over it', () => {
  expect(readFilters({ range: '24h' }, now)).toEqual({ from: '2026-11-19T10:00:00.000Z' });
  expect(readFilters({ range: '7d' }, now)).toEqual({ from: '2026-11-13T10:00:00.000Z' });
  expect(readFilters({ range: '7d', from: 'x' }, now)).toEqual({ from: 'x' });
});

test.each([{}, { range: 'toString' }, { search: '  ', bot: '' }, { other: 'x' }])('%j is no filter', (query) =>
  expect(readFilters(query, now)).toEqual({}),
);

test('of a name that stands there twice the first counts, and none is endless', () => {
  expect(readFilters({ search: ['a', 'b'] }, now)).toEqual({ search: 'a' });
  expect(readFilters({ search: 'x'.repeat(10_000) }, now).search).toHaveLength(500);
});
