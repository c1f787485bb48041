import { hkdfSync, type KeyObject } from 'node:crypto';

/** HKDF (RFC 5869) as a Buffer of `length` bytes. The vault itself uses SHA-512 only. */
export function hkdf(
  hash: 'sha256' | 'sha512',
  key: KeyObject | Uint8Array,
  salt: Uint8Array,
  info: string | Uint8Array,
  length: number,
): Buffer<ArrayBuffer> {
  return Buffer.from(hkdfSync(hash, key, salt, info, length));
}
