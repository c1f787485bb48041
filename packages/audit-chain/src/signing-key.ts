import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from './verifier-key.ts';
import type { VerifierKey } from './verifier-key.ts';

/** The name under which checkpoints are signed; their first line begins with it. */
export const KEY_NAME = 'clawberth.audit';

/** A new Ed25519 private key. `signingKeyPem` writes it for a file, `publicKeyText` gives its public half. */
export function generateSigningKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** The private key as PKCS #8 PEM: a secret, for a file with mode 0600. */
export function signingKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Reads PKCS #8 PEM. Throws a TypeError, which never holds the text, unless it is an Ed25519 private key. */
export function readSigningKey(pem: string | Uint8Array): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(typeof pem === 'string' ? pem : Buffer.from(pem));
  } catch {
    throw new TypeError('The signing key is not a private key in PEM form');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('The signing key must be an Ed25519 key');
  return key;
}

/** The public half, in C2SP signed-note form: `clawberth.audit+<8 hex digits>+<base64(0x01 ‖ 32 bytes)>`. */
export function publicKeyText(key: KeyObject): string {
  return formatVerifierKey(verifierKeyOf(KEY_NAME, key));
}

/**
 * Public keys out of text, one a line, empty lines and lines with # left out (after a change of the signing key, list
 * both). Throws a TypeError if there is none, or one is malformed or not a key for checkpoints.
 */
export function readPublicKeys(text: string): VerifierKey[] {
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseVerifierKey);
  if (keys.length === 0) throw new TypeError('There is no public key here');
  if (keys.some(({ name }) => name !== KEY_NAME)) throw new TypeError(`A key for checkpoints is named ${KEY_NAME}`);
  return keys;
}
