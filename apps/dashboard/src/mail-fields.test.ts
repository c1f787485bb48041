import { expect, test } from 'vitest';
import { z } from 'zod';
import { isLoopbackAddress, mailFields, requirePrivateMailbox } from './mail-fields.ts';

const schema = z.object({ ...mailFields, NEXTAUTH_URL: z.url() }).superRefine(requirePrivateMailbox);
const parse = (NEXTAUTH_URL: string, MAIL_MAILBOX?: string) => schema.safeParse({ NEXTAUTH_URL, MAIL_MAILBOX });

test.each(['http://localhost:3000', 'http://127.0.0.1:3100', 'http://[::1]:3000'])('a mailbox fits %s', (url) => {
  expect(parse(url, '1').data?.MAIL_MAILBOX).toBe(true);
});

test.each(['https://bots.example.com', 'http://localhost.example.com', 'http://192.168.1.4:3000'])(
  'a mailbox at %s stops the process',
  (url) => {
    expect(parse(url, '1').error?.issues[0]?.path).toEqual(['MAIL_MAILBOX']);
    expect(parse(url, '0').success).toBe(true);
    expect(parse(url).data?.MAIL_MAILBOX).toBe(false);
  },
);

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['192.0.2.1', false],
  ['::ffff:192.0.2.1', false],
  ['127.0.0.1.example.com', false],
  ['1127.0.0.1', false],
  ['', false],
  [null, false],
])('%s is this machine: %s', (address, own) => expect(isLoopbackAddress(address)).toBe(own));
