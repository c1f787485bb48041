import { expect, test } from 'vitest';
import { requireGoodPassword } from './require-good-password.ts';

const known = ['Mira Jansen', 'mira.jansen@example.com', 'Harbour Bakery'];

test.each([
  'password1234',
  'qwertyuiop12',
  'aaaaaaaaaaaa',
  '123456789012',
  'clawberth1234',
  'mira.jansen@example.com',
  'Harbour Bakery 1',
  'MiraJansen2026',
  'OpenClawOpenClaw',
])('refuses %s', (password) => {
  expect(() => requireGoodPassword(password, known, 'password')).toThrow(/would be guessed soon/);
});

test.each([
  'a correct horse battery',
  'tree lamp boat',
  'größer als der Mond',
  '🦀 krabbe läuft seitwärts',
  'x7$kQ9!vLm2@',
])('takes %s', (password) => expect(() => requireGoodPassword(password, known, 'password')).not.toThrow());
