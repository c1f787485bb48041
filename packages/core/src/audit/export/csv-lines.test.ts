import { RECORD_KEYS } from '@clawberth/audit-chain';
import { expect, test } from 'vitest';
import { CSV_HEADING, csvLines } from './csv-lines.ts';

const empty = Object.fromEntries(RECORD_KEYS.map((key) => [key, null]));
const line = (said: object) => csvLines([JSON.stringify({ ...empty, ...said })]);
/** The cells of one key of a one-record export. */
const cellOf = (key: string, value: unknown) => {
  const at = (RECORD_KEYS as readonly string[]).indexOf(key);
  const text = line({ [key]: value });
  return text.slice(at, text.length - 2 - (RECORD_KEYS.length - 1 - at));
};

test('names a column for each key of a record', () => {
  expect(CSV_HEADING).toBe(`${RECORD_KEYS.join(',')}\r\n`);
  expect(line({})).toBe(`${','.repeat(RECORD_KEYS.length - 1)}\r\n`);
});

test('writes times, numbers and objects', () => {
  expect(cellOf('timestamp', '2026-11-20T11:22:33.123456Z')).toBe('2026-11-20T11:22:33.123456Z');
  expect(cellOf('sequence', 17)).toBe('17');
  expect(cellOf('after', { name: 'Clerk', fields: [1, true] })).toBe('"{""name"":""Clerk"",""fields"":[1,true]}"');
});

test.each([
  ['=1+1', `'=1+1`],
  ['+49 30', `'+49 30`],
  ['-2', `'-2`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\tx', `'\tx`],
  ['\r=1', `"'\r=1"`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['Zoë 🦀', 'Zoë 🦀'],
  ['a=b', 'a=b'],
])('writes %j as %j', (value, expected) => expect(cellOf('user_name', value)).toBe(expected));
