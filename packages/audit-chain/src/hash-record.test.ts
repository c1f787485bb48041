import { expect, it } from 'vitest';
import { hashRecord } from './hash-record.ts';

it('is SHA-256 (the vectors of FIPS 180-4)', () => {
  expect(hashRecord('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashRecord('').toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('hashes a text as its UTF-8 bytes', () => {
  expect(hashRecord('Zoë ⚓')).toEqual(hashRecord(Buffer.from('Zoë ⚓', 'utf8')));
});
