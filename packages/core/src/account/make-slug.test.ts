import { expect, test } from 'vitest';
import { makeSlug, withSuffix } from './make-slug.ts';

test.each([
  ['Harbour Bakery', 'harbour-bakery'],
  ['  Bäckerei Müller & Söhne  ', 'backerei-muller-sohne'],
  ['パン屋', 'team'],
  ['--a--', 'a'],
  ['x'.repeat(60), 'x'.repeat(40)],
])('%s → %s', (name, slug) => expect(makeSlug(name)).toBe(slug));

test('a suffix fits the column of 48 characters', () => {
  const slug = withSuffix('x'.repeat(40));
  expect(slug).toMatch(/^x{40}-[a-z2-9]{5}$/);
  expect(slug.length).toBeLessThanOrEqual(48);
});
