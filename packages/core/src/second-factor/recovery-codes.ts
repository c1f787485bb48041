import { randomBytes } from 'node:crypto';
import { hashToken } from '../secrets/hash-token.ts';

/** Crockford's base32: no I, L, O or U, so that nothing is mistaken when it is copied from paper. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HOW_MANY = 10;
/** 120 bits: from 112 on a plain hash is enough to store (ASVS 5.0 6.5.2). */
const CODE_BYTES = 15;
const CODE_LETTERS = 24;

/** Ten codes of 120 random bits, each used once: "4K7Q-9TWX-0BMH-ZC3N-8V2P-5GQR". */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => inGroups(encode(randomBytes(CODE_BYTES))));
}

/**
 * The code as it was made, from what somebody typed: small letters, missing or other dashes, O for 0, I and L
 * for 1. Null for what cannot be one.
 */
export function normaliseRecoveryCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const possible = plain.length === CODE_LETTERS && [...plain].every((letter) => LETTERS.includes(letter));
  return possible ? inGroups(plain) : null;
}

/** SHA-256 of the normalised code, in hex: what is stored and looked up. Null for what cannot be a code. */
export function hashRecoveryCode(typed: string): string | null {
  const code = normaliseRecoveryCode(typed);
  return code === null ? null : hashToken(code);
}

function encode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS.charAt(Number.parseInt(five, 2))).join('');
}

const inGroups = (letters: string): string => (letters.match(/.{4}/g) ?? []).join('-');
