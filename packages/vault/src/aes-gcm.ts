import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

export const nonceLength = 12;
export const tagLength = 16;

type Key = KeyObject | Uint8Array;

/** AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag. Returns ciphertext ‖ tag. */
export function encryptAesGcm(key: Key, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The inverse of encryptAesGcm; throws unless all of key, nonce, aad, ciphertext and the whole tag fit. */
export function decryptAesGcm(key: Key, nonce: Uint8Array, aad: Uint8Array, ciphertextAndTag: Uint8Array): Buffer {
  const tagStart = ciphertextAndTag.length - tagLength;
  if (nonce.length !== nonceLength || tagStart < 0) throw new Error('AES-256-GCM: nonce or tag of the wrong length');
  // Without authTagLength Node accepts a tag cut down to 4 bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(aad);
  decipher.setAuthTag(ciphertextAndTag.subarray(tagStart));
  return Buffer.concat([decipher.update(ciphertextAndTag.subarray(0, tagStart)), decipher.final()]);
}
