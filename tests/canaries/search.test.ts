import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSearch } from './search.ts';

const needle = (id: string, text: string | Buffer) => ({ id, encoding: 'plain', bytes: Buffer.from(text) });
const found = (needles: string[], haystack: string) =>
  createSearch(needles.map((text) => needle(text, text)))(Buffer.from(haystack)).map(({ needle: { id }, at }) => [
    id,
    at,
  ]);

test('finds at the beginning, in the middle, at the end and one in the other', () => {
  expect(found(['lamp', 'lamplight', 'ight'], 'lamp lamplight')).toEqual([
    ['lamp', 0],
    ['lamp', 5],
    ['lamplight', 5],
    ['ight', 10],
  ]);
});

test('finds nothing in what is shorter, cut off, or one byte different', () => {
  expect(found(['lamplight'], 'lam')).toEqual([]);
  expect(found(['lamplight'], 'lampligh')).toEqual([]);
  expect(found(['lamplight'], 'lamplighd')).toEqual([]);
  expect(found(['lamplight'], '')).toEqual([]);
});

test('agrees with Buffer.indexOf on random bytes of a small alphabet', () => {
  const few = (length: number) => randomBytes(length).map((byte) => byte & 0x83);
  const haystack = Buffer.from(few(20_000));
  const needles = Array.from({ length: 50 }, () => Buffer.from(few(4)));
  const expected = needles.map((bytes) => {
    const places: number[] = [];
    for (let at = haystack.indexOf(bytes); at !== -1; at = haystack.indexOf(bytes, at + 1)) places.push(at);
    return places;
  });
  const hits = createSearch(needles.map((bytes, id) => ({ id, encoding: 'plain', bytes })))(haystack);
  expect(needles.map((_, id) => hits.filter((hit) => hit.needle.id === id).map(({ at }) => at))).toEqual(expected);
  expect(hits.length).toBeGreaterThan(0);
});

test('refuses a needle that it would not find', () => {
  expect(() => createSearch([needle('short', 'abc')])).toThrow('too short');
});
