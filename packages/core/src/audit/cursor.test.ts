import { expect, test } from 'vitest';
import { makeCursor, readCursor } from './cursor.ts';

test('a cursor gives back its place, to the microsecond', () => {
  const place = { micros: 1_795_176_283_426_123n, sequence: 10_000_000n };
  expect(readCursor(makeCursor(place))).toEqual(place);
});

test.each([
  '',
  'x',
  '!!',
  'MS4',
  Buffer.from('1.2.3').toString('base64url'),
  `${makeCursor({ micros: 1n, sequence: 1n })}=`,
])('%j is no cursor', (text) => expect(() => readCursor(text)).toThrow(/start again from the newest/));
