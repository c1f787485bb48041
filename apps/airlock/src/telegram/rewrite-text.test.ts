import { expect, it } from 'vitest';
import { UnreadableBody, rewriteText } from './rewrite-text.ts';

const change = (text: string) => (text.startsWith('OpenClaw:') ? 'One moment, please.' : text);

it('rewrites the text of JSON and drops the formatting that belonged to the old words', () => {
  const body = Buffer.from(JSON.stringify({ chat_id: 5, text: 'OpenClaw: no access', parse_mode: 'HTML' }));
  const { bytes, rewritten } = rewriteText(body, 'application/json', change);
  expect(rewritten).toBe(true);
  expect(JSON.parse(bytes.toString())).toEqual({ chat_id: 5, text: 'One moment, please.' });
});

it('rewrites the text of a form', () => {
  const body = Buffer.from(
    new URLSearchParams({ chat_id: '5', text: 'OpenClaw: no access', parse_mode: 'HTML' }).toString(),
  );
  const { bytes } = rewriteText(body, 'application/x-www-form-urlencoded', change);
  expect(Object.fromEntries(new URLSearchParams(bytes.toString()))).toEqual({
    chat_id: '5',
    text: 'One moment, please.',
  });
});

it('leaves every byte of other texts and of other media types alone', () => {
  const body = Buffer.from('{ "text" : "We open at seven" }');
  expect(rewriteText(body, 'application/json', change)).toEqual({ bytes: body, rewritten: false });
  const other = Buffer.from('OpenClaw: no access');
  expect(rewriteText(other, 'text/plain', change)).toEqual({ bytes: other, rewritten: false });
});

it('says so when JSON is malformed', () => {
  expect(() => rewriteText(Buffer.from('{'), 'application/json', change)).toThrow(UnreadableBody);
});
