import { expect, test } from 'vitest';
import { cutOut } from './cut-out.ts';

test.each([
  ['We use KEY here.', 'We use here.'],
  ['KEY', ''],
  ['a\nKEY\nb', 'a\n\nb'],
  ['“KEY”', '“”'],
  ['at the end KEY', 'at the end '],
])('%s', (text, left) => {
  const start = text.indexOf('KEY');
  expect(cutOut(text, { start, end: start + 3 })).toBe(left);
});
