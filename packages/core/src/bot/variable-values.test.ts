import { expect, test } from 'vitest';
import { isSecretVariable, valueProblem } from './variable-values.ts';

const GITHUB = `ghp_${'a1B2'.repeat(9)}`;
const OPENAI = `sk-proj-${'a1B2'.repeat(10)}`;
const TELEGRAM = `8123456789:${'AAH-x_9'.repeat(5)}`;
const problemOf = (value: string, secret: boolean, name = 'SHOP') => valueProblem({ name, value, secret });

test.each([
  ['', true],
  ['https://shop.example/?a=b&c=d', false],
  ['line\nline\r\n\tline', false],
  ['パン屋 🥐 👩‍🍳 می‌خواهم', false],
  ['4096', false],
  [GITHUB, true],
  ['postgres://shop:bread-and-butter@db.example/shop', true],
  ['correct\u202ehorse', true],
  ['x'.repeat(32 * 1024), true],
])('takes %j (secret: %s)', (value, secret) => expect(problemOf(value, secret)).toBeNull());

test.each([true, false])('keys of providers and Telegram tokens belong elsewhere, secret (%s) or not', (secret) => {
  expect(problemOf(`{"key":"${OPENAI}"}`, secret)).toMatchObject({
    place: 'provider_key',
    message: expect.stringMatching(/^This holds an OpenAI key\. It is set in the tab Keys/) as unknown,
  });
  expect(problemOf(`token ${TELEGRAM}`, secret)).toMatchObject({ place: 'telegram_token' });
});

test.each([
  [GITHUB, 'SHOP'],
  ['postgres://shop:bread-and-butter@db.example/shop', 'DATABASE_URL'],
  ['-----BEGIN PRIVATE KEY-----\nMIIB', 'CERTIFICATE'],
  ['bread-and-butter', 'ADMIN_PASSWORD'],
  ['bread-and-butter', 'SHOP_API_KEY'],
])('a plain value that looks like a secret (%j as %s) should be marked as one', (value, name) => {
  expect(problemOf(value, false, name)).toMatchObject({
    place: 'variable',
    message: expect.stringMatching(/^This looks like a secret\. Please mark/) as unknown,
  });
  expect(problemOf(value, true, name)).toBeNull();
});

test('a number under a telling name is no secret', () => {
  expect(isSecretVariable({ name: 'MAX_TOKEN', value: '128000 000' })).toBe(false);
  expect(isSecretVariable({ name: 'SHOP_KEYBOARD', value: 'querty-layout' })).toBe(false);
});

test.each([
  ['nul\0', /control characters/],
  ['bell\u0007', /control characters/],
  ['half \ud83e', /control characters/],
  ['user\u202egpj.exe', /invisible characters/],
  ['zero\u200bwidth', /invisible characters/],
  ['soft\u00adhyphen', /invisible characters/],
  ['é'.repeat(16_385), /below 32 KiB/],
  ['x'.repeat(1024 * 1024), /below 32 KiB/],
])('says what is wrong with a plain %#', (value, message) => {
  expect(problemOf(value, false)?.message).toMatch(message);
});
