import { type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { decryptAesGcm, encryptAesGcm, nonceLength, tagLength } from './aes-gcm.ts';
import { hkdf } from './hkdf.ts';
import { encodePlace, type SealedPlace, uint32 } from './sealed-place.ts';
import { VaultError } from './vault-error.ts';

// format 1 ‖ suite 1 ‖ data key version 4 (big-endian) ‖ salt 32 ‖ commitment 32 ‖ nonce 12 ‖ ciphertext n ‖ tag 16
const format = 0x01;
/** HKDF-SHA512, AES-256-GCM, key commitment. */
const suite = 0x01;
const saltStart = 6;
const commitmentStart = saltStart + 32;
const nonceStart = commitmentStart + 32;
const headerLength = nonceStart + nonceLength;

/** What a sealed value is longer than its plaintext: 98 bytes. */
export const sealedOverhead = headerLength + tagLength;

const keyInfo = 'ocw1/enc';
const commitmentInfo = 'ocw1/commit';
/** The version is stored in a signed 32-bit column. */
const maxVersion = 0x7fff_ffff;

/**
 * Seals under a data key. Every message gets a key of its own from a random salt, so the data key's
 * number of messages has no practical bound. Associated data: all bytes before the ciphertext, then the place.
 */
export function sealWithDataKey(
  dataKey: KeyObject,
  version: number,
  place: SealedPlace,
  plaintext: Uint8Array,
): Buffer<ArrayBuffer> {
  const salt = randomBytes(32);
  const commitment = hkdf('sha512', dataKey, salt, commitmentInfo, 32);
  const nonce = randomBytes(nonceLength);
  const header = Buffer.concat([Uint8Array.of(format, suite), uint32(version), salt, commitment, nonce]);
  const key = hkdf('sha512', dataKey, salt, keyInfo, 32);
  try {
    return Buffer.concat([header, encryptAesGcm(key, nonce, Buffer.concat([header, encodePlace(place)]), plaintext)]);
  } finally {
    key.fill(0);
  }
}

/** The data key version that a sealed value names. Throws sealed_damaged when it is no sealed value of a known suite. */
export function sealedVersion(sealed: Uint8Array): number {
  const bytes = asBuffer(sealed);
  if (bytes.length < sealedOverhead || bytes[0] !== format || bytes[1] !== suite) throw damaged();
  const version = bytes.readUInt32BE(2);
  if (version < 1 || version > maxVersion) throw damaged();
  return version;
}

/** Opens what sealWithDataKey made; throws sealed_damaged when key, place or any bit differ. */
export function openWithDataKey(dataKey: KeyObject, place: SealedPlace, sealed: Uint8Array): Buffer {
  sealedVersion(sealed);
  const bytes = asBuffer(sealed);
  const header = bytes.subarray(0, headerLength);
  const salt = header.subarray(saltStart, commitmentStart);
  // First the commitment: a ciphertext made to open under two keys is not tried with either.
  const commitment = hkdf('sha512', dataKey, salt, commitmentInfo, 32);
  if (!timingSafeEqual(commitment, header.subarray(commitmentStart, nonceStart))) throw damaged();
  const aad = Buffer.concat([header, encodePlace(place)]);
  const key = hkdf('sha512', dataKey, salt, keyInfo, 32);
  try {
    return decryptAesGcm(key, header.subarray(nonceStart), aad, bytes.subarray(headerLength));
  } catch {
    throw damaged();
  } finally {
    key.fill(0);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(): VaultError {
  return new VaultError('sealed_damaged', 'A sealed value is damaged, or was moved from where it was sealed.');
}
