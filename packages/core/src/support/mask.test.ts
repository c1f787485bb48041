import { expect, test } from 'vitest';
import { maskAddress, maskEmail, maskName, maskPersonal } from './mask.ts';

test.each([
  ['Mira Jansen', 'M••• J•••'],
  ['Ö', 'Ö•••'],
  ['', ''],
])('name %j → %j', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['mira@example.com', 'm•••@e•••.com'],
  ['m@localhost', 'm•••@l•••'],
  ['mira@bakery.co.uk', 'm•••@b•••.uk'],
])('address %j → %j', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
  expect(maskPersonal(email)).toBe(masked);
});

test.each([
  ['192.0.2.7', '192.0.•.•'],
  ['2001:db8:1::7', '2001:db8:•'],
  ['unknown', 'unknown:•'],
])('ip %j → %j', (ip, masked) => expect(maskAddress(ip)).toBe(masked));
