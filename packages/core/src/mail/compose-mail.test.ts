import { describe, expect, test } from 'vitest';
import { composeInvitation } from './compose-invitation.ts';
import { composeMail } from './compose-mail.ts';
import type { MailMatter } from './types.ts';

const at = new Date('2026-11-27T11:20:00Z');
const act = { at, ip: '192.0.2.1' };
const matters: MailMatter[] = [
  {
    kind: 'invitation',
    recipient: 'jo@example.com',
    organisationName: 'Harbour Bakery',
    inviterName: 'Mira',
    role: 'viewer',
    url: 'https://bots.example.com/join/abc',
    expiresAt: at,
  },
  { kind: 'password_reset', url: 'https://bots.example.com/reset#abc', expiresAt: at, ip: null },
  {
    kind: 'rotation_reminder',
    organisationName: 'Harbour Bakery',
    keys: [
      { botName: 'Counter Clerk', kind: 'telegram_token', reason: 'suspected' },
      { botName: 'Night Clerk', kind: 'provider_key', reason: null },
    ],
    url: 'https://bots.example.com/o/harbour/bots',
  },
  { kind: 'removed', organisationName: 'Harbour Bakery', removedByName: 'Mira', at },
  { kind: 'second_factor_on', ...act },
  { kind: 'second_factor_off', ...act },
  { kind: 'signed_out_everywhere', ...act },
  { kind: 'recovery_code_used', codesLeft: 4, ...act },
];
/** What a reader of the HTML sees. */
const seen = (html: string) =>
  html
    .replace(/<head>.*?<\/head>|<[^>]+>/gs, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');

describe.each(matters)('$kind', (matter) => {
  const mail = composeMail(matter);

  test('has a subject, no placeholder left over, and a voice without shouting', () => {
    expect(mail.subject.length).toBeGreaterThan(10);
    expect(mail.subject.length).toBeLessThan(80);
    expect(`${mail.subject}${mail.text}`).not.toMatch(/undefined|null|\bNaN\b|\[object|!|oops/);
  });

  test('says the same in text and HTML', () => {
    const html = seen(mail.html);
    for (const line of mail.text.split('\n').filter((line) => line !== '' && !/^(https:|-- )/.test(line))) {
      expect(html).toContain(line.replace(/:$/, ''));
    }
    for (const url of mail.text.match(/https:\S+/g) ?? []) expect(mail.html).toContain(`href="${url}"`);
    expect(mail.html.match(/href=/g)?.length ?? 0).toBe('url' in matter ? 1 : 0);
  });

  test('loads nothing from anywhere', () => expect(mail.html).not.toMatch(/<(img|link|script|style)|src=|url\(/));
});

test('a reminder lists what is due and why, a long list in part; names in it are no links', () => {
  const due = (count: number, url: string | null = null) =>
    composeMail({
      kind: 'rotation_reminder',
      organisationName: 'Harbour Bakery',
      keys: Array.from({ length: count }, (_, at) => ({
        botName: at === 0 ? 'evil.example' : `Clerk ${at}`,
        kind: 'provider_key',
        reason: at === 1 ? 'member_left' : null,
      })),
      url,
    });
  const one = due(1);
  expect(one.subject).toBe('A key of Harbour Bakery should be replaced');
  expect(one.text).toContain('evil.\u2060example: the AI key is older than you want keys to get.');
  expect(one.html).not.toContain('href=');
  const many = due(23);
  expect(many.subject).toBe('23 keys of Harbour Bakery should be replaced');
  expect(many.text).toContain('Clerk 1: the AI key was within reach of somebody who may no longer see it.');
  expect(many.text).toContain('And 3 more.');
  expect(many.text).not.toContain('Clerk 20:');
});

test('an invitation names who, where to, as what, the link and until when', () => {
  const { subject, text } = composeInvitation({
    dashboardUrl: 'https://bots.example.com/somewhere',
    token: 'A'.repeat(43),
    recipient: 'jo@example.com',
    organisationName: 'Harbour Bakery',
    inviterName: 'Mira',
    role: 'operator',
    expiresAt: at,
  });
  expect(subject).toBe('Mira invites you to Harbour Bakery');
  expect(text).toContain(`https://bots.example.com/join/${'A'.repeat(43)}\n`);
  expect(text).toContain('As an operator you create and run bots.');
  expect(text).toContain('for jo@example.com, until Friday 27 November 2026 at 11:20 UTC.');
});

test('markup in a name stays text', () => {
  const name = `<img src=x onerror="alert('1')">&amp;`;
  const { html, text } = composeMail({ kind: 'removed', organisationName: name, removedByName: name, at });
  expect(html).not.toContain('<img');
  expect(html).not.toContain('&amp;');
  expect(seen(html)).toContain(`${name} took you out of ${name}`);
  expect(text).toContain(name);
});

test('a name neither starts a header nor becomes a link', () => {
  const inviterName = 'Win at www.evil.example https://evil.example/x\r\nBcc: all@evil.example';
  const { subject, text, html } = composeInvitation({
    dashboardUrl: 'https://bots.example.com',
    token: 'abc',
    recipient: 'jo@example.com',
    organisationName: 'Bakery',
    inviterName,
    role: 'viewer',
    expiresAt: at,
  });
  expect(subject).not.toMatch(/[\r\n]/);
  for (const part of [subject, text, html]) expect(part).not.toMatch(/evil\.example|https:\/\/evil|all@evil/);
  expect(text.replaceAll('\u2060', '')).toContain('www.evil.example');
  expect(text).toContain('https://bots.example.com/join/abc');
});

test('says when the last recovery code is gone', () => {
  expect(composeMail({ kind: 'recovery_code_used', codesLeft: 0, ...act }).text).toContain('It was the last one.');
});

test('leaves out an address that is not known', () => {
  expect(composeMail({ kind: 'second_factor_off', ...act, ip: null }).text).toContain('11:20 UTC.\n');
});
