import { expect, test } from 'vitest';
import { readTelegramToken } from './telegram-token.ts';

const token = `8123456789:${'AAHx_-9'.repeat(5)}`;

test.each([
  ['as it is', token],
  ['with spaces around', `  ${token}\n`],
  [
    'BotFather’s whole message',
    `Done! Congratulations on your new bot. You will find it at t.me/bakery_clerk_bot.\n\nUse this token to access the HTTP API:\n${token}\nKeep your token secure and store it safely.`,
  ],
  ['broken over two lines', `${token.slice(0, 20)}\n${token.slice(20)}`],
])('takes the token %s', (_, pasted) => expect(readTelegramToken(pasted)).toBe(token));

test.each([
  ['', /paste the token/],
  [undefined, /paste the token/],
  [42, /paste the token/],
  ['@bakery_clerk_bot', /bot’s name/],
  [`sk-${'a'.repeat(40)}`, /AI provider/],
  ['hello there', /not a Telegram token/],
  [`12345:${'A'.repeat(35)}`, /before the colon is incomplete/],
  [`8123456789:${'A'.repeat(34)}`, /should have 35 characters; this one has 34/],
  [`8123456789:${'A'.repeat(36)}`, /should have 35 characters; this one has 36/],
  [`8123456789:${'A'.repeat(34)}!`, /a sign that no token has/],
  ['x'.repeat(5_000), /much longer than a token/],
])('says what is wrong with %s', (pasted, message) => {
  expect(() => readTelegramToken(pasted)).toThrow(message);
});

test('never repeats what was pasted', () => {
  const almost = `8123456789:${'Zz9'.repeat(11)}`;
  expect(() => readTelegramToken(almost)).not.toThrow(new RegExp(almost.slice(11)));
});
