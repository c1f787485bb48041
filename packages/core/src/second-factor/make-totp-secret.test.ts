import { expect, test } from 'vitest';
import { makeTotpSecret } from './make-totp-secret.ts';

test('makes 160 random bits, each time others', () => {
  const secrets = Array.from({ length: 50 }, () => makeTotpSecret('mira@example.com').secret);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(secrets).size).toBe(50);
});

test('the URI tells an app everything', () => {
  const { secret, uri } = makeTotpSecret('mira+bots&x=1@example.com');
  const parsed = new URL(uri);
  expect(parsed.protocol).toBe('otpauth:');
  expect(parsed.host).toBe('totp');
  expect(decodeURIComponent(parsed.pathname)).toBe('/Clawberth:mira+bots&x=1@example.com');
  expect(Object.fromEntries(parsed.searchParams)).toEqual({
    issuer: 'Clawberth',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
