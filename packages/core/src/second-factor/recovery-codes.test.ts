import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashRecoveryCode, makeRecoveryCodes, normaliseRecoveryCode } from './recovery-codes.ts';

test('makes ten different codes in readable groups', () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
});

test('uses every letter in every place: 120 random bits', () => {
  const codes = Array.from({ length: 200 }, makeRecoveryCodes).flat();
  for (let place = 0; place < 24; place += 1) {
    expect(new Set(codes.map((code) => code.replaceAll('-', '').charAt(place))).size).toBe(32);
  }
});

test.each([
  ['4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR', '4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR'],
  [' 4k7q 9twx 0bmh 1c3n 8v2p 5gqr\n', '4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR'],
  ['4k7q9twxobmhlc3n8v2p5gqr', '4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR'],
  ['4K7Q–9TWX—OBMH‐IC3N-8V2P-5GQR', '4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR'],
  ['4K7Q-9TWX-0BMH-8V2P-5GQR-1C3', null],
  ['4K7Q-9TWX-0BMH-8V2P-5GQR-1C3NN', null],
  ['4K7Q-9TWX-0BMH-8V2P-5GQR-1C3U', null],
  ['4K7Q-9TWX-0BMH-8V2P-5GQR-1C3ß', null],
  ['', null],
])('reads %j', (typed, code) => expect(normaliseRecoveryCode(typed)).toBe(code));

test('hashes what was meant, not how it was typed', () => {
  const expected = createHash('sha256').update('4K7Q-9TWX-0BMH-1C3N-8V2P-5GQR').digest('hex');
  expect(hashRecoveryCode('4k7q9twxObmhLc3n8v2p5gqr')).toBe(expected);
  expect(hashRecoveryCode('nonsense')).toBeNull();
});
