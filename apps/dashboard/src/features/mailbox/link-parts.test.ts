import { expect, test } from 'vitest';
import { linkParts } from './link-parts.ts';

const own = 'http://localhost:3000';

test('makes links of this dashboard’s addresses, and keeps the text whole', () => {
  const text = `Join:\n${own}/join/abc\n\nNot https://evil.example/join nor http://localhost:3000.evil.example/x nor javascript:alert(1).`;
  const parts = linkParts(text, own);
  expect(parts.map(({ piece }) => piece).join('')).toBe(text);
  expect(parts.flatMap(({ href }) => href ?? [])).toEqual([`${own}/join/abc`]);
});

test('a text without links is one piece', () => {
  expect(linkParts('Hello', own)).toEqual([{ at: 0, piece: 'Hello', href: null }]);
  expect(linkParts('', own)).toEqual([]);
});
