import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashRecoveryCode, makeRecoveryCodes, normaliseRecoveryCode } from './recovery-codes.ts';

test('makes ten different codes in readable groups', () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
});

test('uses every letter in every place: 80 random bits', () => {
  const codes = Array.from({ length: 200 }, makeRecoveryCodes).flat();
  for (let place = 0; place < 16; place += 1) {
    expect(new Set(codes.map((code) => code.replaceAll('-', '').charAt(place))).size).toBe(32);
  }
});

test.each([
  ['4K7Q-9TWX-0BMH-1C3N', '4K7Q-9TWX-0BMH-1C3N'],
  [' 4k7q 9twx 0bmh 1c3n\n', '4K7Q-9TWX-0BMH-1C3N'],
  ['4k7q9twxobmhlc3n', '4K7Q-9TWX-0BMH-1C3N'],
  ['4K7Q–9TWX—OBMH‐IC3N', '4K7Q-9TWX-0BMH-1C3N'],
  ['4K7Q-9TWX-0BMH-1C3', null],
  ['4K7Q-9TWX-0BMH-1C3NN', null],
  ['4K7Q-9TWX-0BMH-1C3U', null],
  ['4K7Q-9TWX-0BMH-1C3ß', null],
  ['', null],
])('reads %j', (typed, code) => expect(normaliseRecoveryCode(typed)).toBe(code));

test('hashes what was meant, not how it was typed', () => {
  const expected = createHash('sha256').update('4K7Q-9TWX-0BMH-1C3N').digest('hex');
  expect(hashRecoveryCode('4k7q9twxObmhLc3n')).toBe(expected);
  expect(hashRecoveryCode('nonsense')).toBeNull();
});
