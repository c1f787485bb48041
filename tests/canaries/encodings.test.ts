import { expect, test } from 'vitest';
import { delimitedForms, encodingsOf } from './encodings.ts';
import { createSearch } from './search.ts';

const SECRET = `Qx7 "ü&<'%\\ zR4kTq9w`;

const encodingsIn = (haystack: string | Buffer, value = SECRET, random: string | null = null) => {
  const needles = encodingsOf(Buffer.from(value), random).map((one) => ({ id: 0, ...one }));
  return new Set(createSearch(needles)(Buffer.from(haystack)).map(({ needle }) => needle.encoding));
};

test.each([
  ['plain', `before ${SECRET} after`],
  ['base64', Buffer.from(`{"key":"${SECRET}"}`).toString('base64')],
  ['base64', Buffer.from(`x{"key":"${SECRET}"}`).toString('base64')],
  ['base64', Buffer.from(`xy{"key":"${SECRET}"}`).toString('base64url')],
  ['hex', `\\x${Buffer.from(`..${SECRET}..`).toString('hex')}`],
  ['hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ['url', new URL(`http://localhost/?key=${encodeURIComponent(SECRET)}`).href],
  ['url', new URLSearchParams({ key: SECRET }).toString()],
  ['url', encodeURIComponent(encodeURIComponent(SECRET))],
  ['json', JSON.stringify({ key: SECRET })],
  ['json', JSON.stringify({ body: JSON.stringify({ key: SECRET }) })],
  [
    'json',
    JSON.stringify(SECRET)
      .replaceAll('<', '\\u003c')
      .replaceAll('&', '\\u0026')
      .replaceAll("'", '\\u0027')
      .replaceAll('ü', '\\u00fc'),
  ],
  ['sql', `insert into x values ('${SECRET.replaceAll("'", "''")}')`],
  [
    'html',
    `<p title="${SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;')}">`,
  ],
  ['csv', `"${SECRET.replaceAll('"', '""')}"`],
  ['utf-16', Buffer.from(SECRET, 'utf16le')],
  ['reversed', [...SECRET].toReversed().join('')],
  ['reversed', Buffer.from([...SECRET].toReversed().join(''), 'utf16le')],
  ['piece', `Unexpected token, "...${SECRET.slice(-10)}" is not valid JSON`],
])('is found as %s', (encoding, haystack) => {
  expect(encodingsIn(haystack)).toContain(encoding);
});

test('is found in bytes that are no text', () => {
  const value = Buffer.from('00ff10fe20fd30fc40fb50fa60f970f8', 'hex');
  const needles = encodingsOf(value).map((one) => ({ id: 0, ...one }));
  const search = createSearch(needles);
  for (const haystack of [value, Buffer.from(value.toString('hex')), Buffer.from(value.toString('base64'))])
    expect(search(haystack).length).toBeGreaterThan(0);
});

test('is not found in another secret with the same public parts', () => {
  expect(encodingsIn('sk-proj-0123456789abcdefABCDEF', 'sk-proj-zyxwvutsrqponmlkji98', 'zyxwvutsrqponmlkji98')).toEqual(
    new Set(),
  );
});

test('a short code is found as a value, not within a number', () => {
  const search = createSearch(delimitedForms('123456').map((one) => ({ id: 0, ...one })));
  const count = (text: string) => search(Buffer.from(text)).length;
  expect([count('{"code":"123456"}'), count('code=123456&x=1'), count('a\t123456\tb')]).toEqual([1, 1, 1]);
  expect([count('2026-11-20 15:00:00.123456+00'), count('"pid":123456,'), count('91234567')]).toEqual([0, 0, 0]);
});
