import { expect, test } from 'vitest';
import { nextPath } from './next-path.ts';

test.each([
  ['/join/abc', '/join/abc'],
  ['/o/harbour/bots?x=1', '/o/harbour/bots?x=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
])('%s leads to %s', (given, expected) => {
  expect(nextPath(given)).toBe(expected);
});
