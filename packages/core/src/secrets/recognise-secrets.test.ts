import { PROVIDERS, redact } from '@clawberth/openclaw';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { redactSecrets } from '../logging/redact-secrets.ts';
import { recogniseSecrets } from './recognise-secrets.ts';

const random = (length: number) =>
  randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
const hex = (length: number) => randomBytes(length).toString('hex').slice(0, length);
const PEM = `-----BEGIN PRIVATE KEY-----\n${random(64)}\n${random(64)}\n-----END PRIVATE KEY-----`;

const SECRETS: [kind: string, place: string, secret: string][] = [
  ['telegram', 'telegram_token', `8123456789:AAH-x_9${random(28)}`],
  ['openai', 'provider_key', `sk-proj-${random(48)}`],
  ['openai', 'provider_key', `sk-${random(48)}`],
  ['anthropic', 'provider_key', `sk-ant-api03-${random(80)}-AA`],
  ['openrouter', 'provider_key', `sk-or-v1-${hex(64)}`],
  ['google', 'variable', `AIza${random(35)}`],
  ['github', 'variable', `ghp_${random(36)}`],
  ['github', 'variable', `github_pat_${random(22)}_${random(59)}`],
  ['gitlab', 'variable', `glpat-${random(20)}`],
  ['slack', 'variable', `xoxb-123456789012-123456789012-${random(24)}`],
  ['slack', 'variable', `xapp-1-A0123456789-1234567890123-${hex(64)}`],
  ['discord', 'variable', `MT${random(24)}.G${random(5)}.${random(38)}`],
  ['stripe', 'variable', `sk_live_${random(24)}`],
  ['stripe', 'variable', `rk_test_${random(24)}`],
  ['aws', 'variable', 'AKIAIOSFODNN7EXAMPLE'],
  ['private_key', 'variable', PEM],
  ['jwt', 'variable', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${random(43)}`],
  ['hugging_face', 'variable', `hf_${random(34)}`],
];

test.each(SECRETS)('knows %s, which belongs to %s, in a text', (kind, place, secret) => {
  const text = `We open at 8.\nOur key is "${secret}", thanks.`;
  const found = recogniseSecrets(text);
  expect(found).toMatchObject([{ kind, place }]);
  expect(text.slice(found[0]?.start, found[0]?.end)).toBe(secret);
  expect(found[0]?.providerId).toBe(place === 'provider_key' ? kind : undefined);
});

test.each(SECRETS)('our logs hide %s as well, for %s', (_kind, _place, secret) => {
  expect(redactSecrets(`sent ${secret} to it`)).not.toContain(secret);
});

const KEPT = new Set(['aws', 'discord', 'hugging_face', 'private_key']);
test.each(SECRETS.filter(([kind]) => !KEPT.has(kind)))('so do lines of OpenClaw: %s, for %s', (_k, _p, secret) => {
  expect(redact(`sent ${secret} to it`)).not.toContain(secret);
});

test('names the provider of every key that the wizard takes', () => {
  const keys = {
    openai: `sk-proj-${random(40)}`,
    anthropic: `sk-ant-${random(40)}`,
    openrouter: `sk-or-${random(40)}`,
  };
  for (const provider of Object.values(PROVIDERS)) {
    if (provider.keyPattern === null) continue;
    const key = keys[provider.id as keyof typeof keys];
    expect(key).toMatch(provider.keyPattern);
    expect(recogniseSecrets(key)).toMatchObject([{ providerId: provider.id, start: 0, end: key.length }]);
  }
});

test('a database address with a password is one, whatever the password', () => {
  expect(recogniseSecrets('postgres://shop:rye-bread@db.example.org/orders')).toMatchObject([{ kind: 'password' }]);
});

test('finds each of several, in order, without overlap', () => {
  const found = recogniseSecrets(SECRETS.map(([, , secret]) => secret).join(' and\n'));
  expect(found.map(({ kind }) => kind)).toEqual(SECRETS.map(([kind]) => kind));
  for (const [at, { start }] of found.entries()) expect(start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
});

test('long random strings are perhaps keys', () => {
  // 200 of each: a string that happens to look tame is rare.
  for (const make of [() => random(40), () => randomBytes(33).toString('base64url'), () => hex(64), () => hex(32)]) {
    const hits = Array.from({ length: 200 }, make).filter((text) => recogniseSecrets(`code ${text}`).length > 0);
    expect(hits.length).toBeGreaterThan(190);
  }
  expect(recogniseSecrets('wJa1rXUtnF3MI/K7MD2NG/bPxRf4iC9YzH8vB0Ql')).toMatchObject([{ kind: 'unknown' }]);
});

test.each([
  'We bake sourdough, rye and 12 kinds of rolls. Open Mon–Fri 6:30–18:00, Sat until 13:00. Closed on 24.12.2026.',
  'A loaf costs €4.80, a dozen rolls $7.20; orders of 25+ get 10 % off. Call +49 30 901820 or 030/90182-0.',
  'Write to orders.and.questions.for.the.whole.team2026@long-domain-of-a-bakery-in-berlin.example.com.',
  'IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX; without blanks DE89370400440532013000 or MT84MALT011000012345MTLCAST001S.',
  'See https://shop.example.com/p/7f3a9c1e5b2d4806a1c3e5f7092b4d68?variant=40123456789012&ref=AbC1dEf2GhI3jKl4MnO5pQr6StU7vWx8',
  'Photos: https://cdn.example.com/d41d8cd98f00b204e9800998ecf8427e.jpg and www.example.com/Rye-Bread-2024-Large-A1',
  'Our menu is at example.com/products/2026/Sourdough-Rye-Bread-Large-Autumn and in IMG_20260921_WA0001-Menu-Board-Front.jpg',
  'Order 550e8400-e29b-41d4-a716-446655440000, tracking 1Z999AA10123456784, parcel 00340434161094042557.',
  'Donaudampfschifffahrtsgesellschaftskapitän, Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz2026',
  'ask-about-our-special-orders-2026, sk-bakery-special-order-form-2026, risk-free-trial-for-thirty-days',
  'LOUD-NOTICE_NO_NUTS_IN_THIS_KITCHEN_SINCE_1998_PLEASE_ASK================================================',
  'GET /v1/orders HTTP/1.1 — see http://localhost:8080/@team and ftp://files.example.org/menus/',
  'Rows: 1234567890123456789012345678901234567890, 0000000000000000000000000000000000000000.',
  'من الساعة ٨ إلى ٥ — パンは毎朝焼いています。Öffnungszeiten: täglich außer montags.',
])('an ordinary text holds none: %s', (text) => {
  expect(recogniseSecrets(text)).toEqual([]);
});

test('takes a text of a mebibyte made to be slow without running away', () => {
  for (const piece of ['eyJ', 'sk-', '-----BEGIN PRIVATE KEY-----', 'a1B', '1:', 'x://a:', 'A-.']) {
    expect(() => recogniseSecrets(piece.repeat(Math.ceil(2 ** 20 / piece.length)))).not.toThrow();
  }
}, 20_000);
