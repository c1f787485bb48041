import { createPublicKey, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A public key of C2SP signed-note: who signs, the key's id of 4 bytes, the key. */
export type VerifierKey = { readonly name: string; readonly id: Buffer; readonly key: KeyObject };

/** Signature type 0x01 of C2SP signed-note: Ed25519. */
const ED25519 = Buffer.of(1);
const SPACE_OR_PLUS = /[\s+]/u;

/** SHA-256(name ‖ newline ‖ 0x01 ‖ 32-byte public key), its first 4 bytes (C2SP signed-note, "Signatures"). */
function keyId(name: string, raw: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ED25519, raw]), 'buffer').subarray(0, 4);
}

/** The verifier key of an Ed25519 key, public or private. Throws a TypeError for another kind of key or a bad name. */
export function verifierKeyOf(name: string, key: KeyObject): VerifierKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('A signing key must be an Ed25519 key');
  if (name === '' || SPACE_OR_PLUS.test(name)) throw new TypeError('A key name has neither spaces nor a plus sign');
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { name, id: keyId(name, rawKey(publicKey)), key: publicKey };
}

/** `<name>+<8 hex digits of key id>+<base64(0x01 ‖ key)>`. */
export function formatVerifierKey({ name, id, key }: VerifierKey): string {
  return `${name}+${id.toString('hex')}+${Buffer.concat([ED25519, rawKey(key)]).toString('base64')}`;
}

/** Reads what `formatVerifierKey` writes. Throws a TypeError if the text is malformed or its parts do not belong together. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', id = '', data = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = Buffer.from(data, 'base64');
  const raw = bytes.subarray(1);
  if (
    raw.length !== 32 ||
    bytes[0] !== ED25519[0] ||
    bytes.toString('base64') !== data ||
    keyId(name, raw).toString('hex') !== id
  ) {
    throw new TypeError('This is not a public key as "name+key id+key": copy it again, whole');
  }
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  return { name, id: Buffer.from(id, 'hex'), key };
}

function rawKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
