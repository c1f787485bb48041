import { describe, expect, test } from 'vitest';
import { redact } from './redact.ts';

const SECRETS: [string, string, string][] = [
  [
    'a Telegram token',
    'token 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw rejected',
    'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  ],
  [
    'a Telegram token in an address',
    'GET http://172.30.0.1/telegram/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe',
    'AAHdqTcv',
  ],
  ['an OpenAI key', 'using sk-proj-abcDEF1234567890abcDEF', 'abcDEF1234567890'],
  ['an Anthropic key', 'x-api-key: sk-ant-api03-abcDEF1234567890', 'abcDEF1234567890'],
  ['a bearer header', 'authorization: Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
  ['a JSON field', '{"apiKey":"hunter2hunter2"}', 'hunter2hunter2'],
  ['a password in an address', 'redis://:longpassword@127.0.0.1 and postgres://app:pa55word@db', 'pa55word'],
  ['a signed ticket', 'got eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4', 'SflKxwRJSMeKKF2QT4'],
  ['48 random bytes', `is ${'a1B2c3D4'.repeat(8)}.`, 'a1B2c3D4a1B2'],
];

describe('a secret does not get through', () => {
  test.each(SECRETS)('%s', (_name, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[hidden]');
  });
});

test.each([
  'http server listening (1 plugin: telegram; 2.7s)',
  'telegram outbound send ok accountId=default chatId=555 messageId=39099',
  'session agent:main:webchat:0198c0de-0000-7000-8000-000000000001 is idle',
  '2026-11-20T08:30:30.461+00:00 isolated polling update spooled updateId=1',
  '/opt/openclaw/node_modules/openclaw/dist/telegram-ingress-drain-factory.mjs:2111',
])('plain lines stay as they are: %s', (text) => {
  expect(redact(text)).toBe(text);
});
