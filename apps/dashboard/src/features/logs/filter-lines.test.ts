import { expect, test } from 'vitest';
import { filterLines } from './filter-lines.ts';

const line = (cursor: number, level: 'info' | 'warn' | 'error', text: string) => ({
  cursor,
  level,
  text,
  at: '2026-11-20T10:00:00Z',
});
const LINES = [
  line(1, 'info', 'telegram: polling'),
  line(2, 'warn', 'Model answered slowly'),
  line(3, 'error', 'telegram: refused'),
];
const cursors = (words: string, level: 'all' | 'warn' | 'error') =>
  filterLines(LINES, words, level).map(({ cursor }) => cursor);

test('keeps lines with all the words, whatever their case', () => {
  expect(cursors('TELEGRAM', 'all')).toEqual([1, 3]);
  expect(cursors('telegram refused', 'all')).toEqual([3]);
  expect(cursors('', 'all')).toEqual([1, 2, 3]);
});

test('keeps lines of the level and graver ones', () => {
  expect(cursors('', 'warn')).toEqual([2, 3]);
  expect(cursors('', 'error')).toEqual([3]);
});
