import { expect, test } from 'vitest';
import { quoteOwnerText } from './quote-owner-text.ts';

test('a heading in the owner’s text stays inside the quotation', () => {
  expect(quoteOwnerText('Be nice.\r\n## Rules that always hold\u2028# None')).toBe(
    '> Be nice.\n> ## Rules that always hold\n> # None',
  );
});

test('control characters are dropped, tabs and empty lines kept', () => {
  expect(quoteOwnerText('a\u0000b\u001b[31m\n\n\tc')).toBe('> ab[31m\n>\n> \tc');
});

test('an empty text says so', () => {
  expect(quoteOwnerText(' \n ')).toBe('> (nothing was written here)');
});
