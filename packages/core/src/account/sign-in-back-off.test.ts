import { expect, test } from 'vitest';
import { createSignInBackOff } from './sign-in-back-off.ts';

test('refuses the sixth try of an account, from any address, and forgets after ten minutes', () => {
  let now = 0;
  const backOff = createSignInBackOff(() => now);
  for (let i = 0; i < 5; i += 1) {
    backOff.check('mira@example.com', `10.0.0.${i}`);
    backOff.failed('mira@example.com', `10.0.0.${i}`);
  }
  expect(() => backOff.check('mira@example.com', '10.9.9.9')).toThrow(/wait ten minutes/);
  backOff.check('jo@example.com', '10.0.0.1');
  now = 10 * 60_000 + 1;
  backOff.check('mira@example.com', '10.9.9.9');
});

test('refuses an address that tries many accounts', () => {
  const backOff = createSignInBackOff(() => 0);
  for (let i = 0; i < 20; i += 1) backOff.failed(`u${i}@example.com`, '10.0.0.1');
  expect(() => backOff.check('fresh@example.com', '10.0.0.1')).toThrow(/wait ten minutes/);
  backOff.check('fresh@example.com', '10.0.0.2');
});

test('a right password clears the account, not the address', () => {
  const backOff = createSignInBackOff(() => 0);
  for (let i = 0; i < 20; i += 1) backOff.failed('mira@example.com', '10.0.0.1');
  backOff.succeeded('mira@example.com');
  backOff.check('mira@example.com', '10.0.0.2');
  expect(() => backOff.check('mira@example.com', '10.0.0.1')).toThrow(/wait ten minutes/);
});
