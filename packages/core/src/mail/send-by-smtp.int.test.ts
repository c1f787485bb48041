import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startSmtpStandIn, type SmtpOptions, type SmtpStandIn } from '@clawberth/testkit';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMailer, readSmtpUrl } from './send-by-smtp.ts';

const from = 'Clawberth <bots@example.com>';
const letter = { to: 'jo@example.com', subject: 'Grüße, Jo', text: 'Hello Jö\n', html: '<p>Hello Jö</p>\n' };
/** Loopback by the kernel's measure, not by ours: what holds here holds for any other machine. */
const ELSEWHERE = '127.0.0.2';

let certificate: { key: string; cert: string };
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = `subjectAltName=IP:127.0.0.1,IP:${ELSEWHERE}`;
  const what = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=stand-in',
    '-addext',
    names,
  ];
  execFileSync('openssl', [...what, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
});

const open: { close(): unknown }[] = [];
const trusted = getCACertificates('default');
afterEach(async () => {
  setDefaultCACertificates(trusted);
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(options: SmtpOptions = {}): Promise<SmtpStandIn> {
  const smtp = await startSmtpStandIn(options);
  open.push(smtp);
  return smtp;
}
const withTls = (mode: 'starttls' | 'implicit') => start({ host: ELSEWHERE, tls: { mode, ...certificate } });

function send(smtpUrl: string, changes: Partial<typeof letter> = {}, timeoutMs = 10_000): Promise<void> {
  const mailer = createMailer({ smtpUrl, from, timeoutMs });
  open.push(mailer);
  return mailer.send({ ...letter, ...changes });
}
/** The refusal, as a person and a log would see it. */
const refusalOf = (sending: Promise<void>) =>
  sending.then(
    () => ({ code: 'sent', message: '', cause: '' }),
    ({ code, message, cause }: { code: string; message: string; cause: unknown }) => ({ code, message, cause }),
  );

test('hands a letter over, in text and HTML', async () => {
  const smtp = await start();
  await send(smtp.url);
  const mail = await smtp.waitForMail(() => true, 10_000);
  expect(mail).toMatchObject({ from: 'bots@example.com', to: ['jo@example.com'], subject: letter.subject });
  expect([mail.text.trim(), mail.html.trim()]).toEqual([letter.text.trim(), letter.html.trim()]);
  expect(mail.headers).toMatchObject({ from, to: 'jo@example.com', 'auto-submitted': 'auto-generated' });
});

test('an address that holds two reaches nobody else', async () => {
  const smtp = await start();
  await refusalOf(send(smtp.url, { to: 'jo@example.com, all@evil.example\r\nBcc: more@evil.example' }));
  expect(smtp.mails().flatMap(({ to }) => to)).not.toContain('all@evil.example');
  expect(smtp.mails().flatMap(({ to }) => to)).not.toContain('more@evil.example');
});

test('signs in with what the address holds, and never repeats it', async () => {
  const smtp = await start();
  smtp.addUser('post@example.com', 'p@ss:word');
  const host = smtp.url.slice('smtp://'.length);
  await send(`smtp://post%40example.com:p%40ss%3Aword@${host}`);
  expect(smtp.mails()).toMatchObject([{ user: 'post@example.com' }]);
  const refused = await refusalOf(send(`smtp://post%40example.com:wr0ngsecret@${host}`));
  expect(refused).toMatchObject({ code: 'outside_refused', cause: 'EAUTH 535' });
  expect(JSON.stringify(refused)).not.toContain('wr0ngsecret');
  expect(await refusalOf(send(smtp.url))).toMatchObject({ code: 'outside_refused' });
});

describe('beyond loopback', () => {
  test('nothing is said without encryption', async () => {
    const smtp = await start({ host: ELSEWHERE });
    smtp.addUser('post', 'secret');
    expect(await refusalOf(send(smtp.url.replace('smtp://', 'smtp://post:secret@')))).toMatchObject({
      code: 'outside_unreachable',
      message: expect.stringContaining('no encrypted connection') as unknown,
    });
    expect(smtp.mails()).toEqual([]);
  });

  test.each(['starttls', 'implicit'] as const)('a certificate that nobody vouches for is refused: %s', async (mode) => {
    const smtp = await withTls(mode);
    expect(await refusalOf(send(smtp.url))).toMatchObject({
      code: 'outside_unreachable',
      message: expect.stringContaining('no encrypted connection') as unknown,
    });
    expect(smtp.mails()).toEqual([]);
  });

  test.each(['starttls', 'implicit'] as const)('a letter goes encrypted: %s', async (mode) => {
    setDefaultCACertificates([certificate.cert]);
    const smtp = await withTls(mode);
    await send(smtp.url);
    expect(smtp.mails()).toMatchObject([{ encrypted: true, to: ['jo@example.com'] }]);
  });
});

describe('tells later from never', () => {
  test('an unknown recipient: never', async () => {
    const smtp = await start();
    smtp.refuseRecipient('jo@example.com');
    expect(await refusalOf(send(smtp.url))).toMatchObject({
      code: 'outside_refused',
      message: expect.stringContaining('(550)') as unknown,
    });
  });

  test('put off, silent, gone: later', async () => {
    const smtp = await start();
    smtp.putOff();
    expect(await refusalOf(send(smtp.url))).toMatchObject({ code: 'outside_unreachable' });
    smtp.fallSilent();
    expect(await refusalOf(send(smtp.url, {}, 200))).toMatchObject({ code: 'outside_unreachable' });
    await smtp.close();
    expect(await refusalOf(send(smtp.url))).toMatchObject({ code: 'outside_unreachable' });
  });
});

test.each([
  '',
  'mail.example.com',
  'http://mail.example.com',
  'smtp://',
  'smtp://h:25?ignoreTLS=true',
  'smtps://h?tls.rejectUnauthorized=false',
])('does not take the address %j, nor quotes it', (smtpUrl) => {
  const make = () => createMailer({ smtpUrl, from });
  expect(make).toThrow(/should look like smtp:\/\/user:password@mail\.example\.com:587/);
});

test('knows the usual ports', () => {
  expect(readSmtpUrl('smtp://mail.example.com')).toMatchObject({ port: 587, secure: false, requireTLS: true });
  expect(readSmtpUrl('smtps://mail.example.com')).toMatchObject({ port: 465, secure: true });
  expect(readSmtpUrl('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525, requireTLS: false });
});
