import { expect, test } from 'vitest';
import { diffRows } from './diff-rows.ts';

test('fields of both sides stand beside each other, by name', () => {
  expect(diffRows({ role: 'viewer', name: 'Ben' }, { role: 'admin', bots: ['a', 1], until: null })).toEqual([
    { field: 'bots', before: null, after: '["a",1]' },
    { field: 'name', before: 'Ben', after: null },
    { field: 'role', before: 'viewer', after: 'admin' },
    { field: 'until', before: null, after: null },
  ]);
});

test('nothing has no rows, and a field may have any name', () => {
  expect(diffRows(null, null)).toEqual([]);
  expect(diffRows(null, { constructor: 'x' })).toEqual([{ field: 'constructor', before: null, after: 'x' }]);
  expect(diffRows({}, { x: 'y' })).toEqual([{ field: 'x', before: null, after: 'y' }]);
});
