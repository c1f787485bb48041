import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSmtpStandIn } from './start-smtp-stand-in.ts';
import type { SmtpStandIn } from './smtp-types.ts';

let smtp: SmtpStandIn;
beforeEach(async () => {
  smtp = await startSmtpStandIn();
});
afterEach(() => smtp.close());

/** Says one line after another, each after the answer to the one before; gives all final answers. */
async function converse(lines: string[]): Promise<string[]> {
  const socket = connect(smtp.port, '127.0.0.1');
  const answers: string[] = [];
  const rest = [...lines];
  for await (const answer of createInterface({ input: socket })) {
    if (/^\d{3}-/.test(answer)) continue;
    answers.push(answer);
    const next = rest.shift();
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return answers;
}

const letter = [
  'From: Bakery <post@example.com>',
  'To: jo@example.com',
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  '',
  'Hello',
  '.',
];
const send = (to: string) => [
  'EHLO test',
  'MAIL FROM:<post@example.com>',
  `RCPT TO:<${to}>`,
  'DATA',
  letter.join('\r\n'),
];
const codes = (answers: string[]) => answers.map((answer) => answer.slice(0, 3));

it('says what it is and keeps a letter, parsed', async () => {
  const answers = await converse(send('jo@example.com'));
  expect(answers[0]).toContain('clawberth-smtp-stand-in: delivers nowhere');
  expect(codes(answers)).toEqual(['220', '250', '250', '250', '354', '250']);
  expect(smtp.mails()).toMatchObject([
    {
      from: 'post@example.com',
      to: ['jo@example.com'],
      subject: 'Grüße',
      text: 'Hello\n',
      encrypted: false,
      user: null,
    },
  ]);
  expect((await smtp.waitForMail(({ subject }) => subject === 'Grüße', 1)).headers).toMatchObject({
    from: 'Bakery <post@example.com>',
  });
  smtp.clear();
  await expect(smtp.waitForMail(() => true, 1)).rejects.toThrow('Came: nothing');
});

it('hands a letter to whoever waits for it', async () => {
  const waiting = smtp.waitForMail(({ to }) => to.includes('jo@example.com'), 10_000);
  await converse(send('jo@example.com'));
  expect(await waiting).toMatchObject({ subject: 'Grüße' });
});

it('refuses a recipient, puts off, and asks for a password, as real ones do', async () => {
  smtp.refuseRecipient('gone@example.com');
  expect((await converse(send('gone@example.com').slice(0, 3))).at(-1)).toBe('550 5.1.1 No such user here');
  smtp.putOff();
  expect((await converse(send('jo@example.com'))).at(-1)).toMatch(/^451 /);
  smtp.answerNormally();
  smtp.addUser('post', 'secret');
  expect((await converse(send('jo@example.com').slice(0, 2))).at(-1)).toMatch(/^530 /);
  const plain = (password: string) => `AUTH PLAIN ${Buffer.from(`\0post\0${password}`).toString('base64')}`;
  expect((await converse(['EHLO test', plain('wrong')])).at(-1)).toMatch(/^535 /);
  expect((await converse(['EHLO test', plain('secret'), ...send('jo@example.com').slice(1)])).at(-1)).toMatch(/^250 /);
  expect(smtp.mails()).toMatchObject([{ user: 'post' }]);
});
