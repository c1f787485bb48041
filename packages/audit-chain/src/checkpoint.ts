import type { KeyObject } from 'node:crypto';
import { openNote, signNote } from './signed-note.ts';
import { KEY_NAME, readPublicKeys } from './signing-key.ts';
import type { VerifierKey } from './verifier-key.ts';

/** "At `time`, event `sequence` of this organisation had this hash." */
export type Checkpoint = {
  /** A lower-case UUID. */
  readonly organisationId: string;
  /** From 1. */
  readonly sequence: number;
  /** SHA-256 of the record, 32 bytes. */
  readonly hash: Uint8Array;
  /** Kept to the second. */
  readonly time: Date;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * A signed checkpoint, in the form of C2SP tlog-checkpoint: the lines `clawberth.audit/<organisation>`, sequence,
 * base64(hash), time (`2026-11-20T11:22:33Z`), an empty line, the signature. Throws a TypeError for impossible values.
 */
export function signCheckpoint(key: KeyObject, checkpoint: Checkpoint): string {
  const { organisationId, sequence, hash, time } = checkpoint;
  if (!UUID.test(organisationId)) throw new TypeError('The organisation of a checkpoint must be a lower-case UUID');
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new TypeError('The sequence of a checkpoint is from 1');
  if (hash.length !== 32) throw new TypeError('The hash of a checkpoint has 32 bytes');
  if (Number.isNaN(time.getTime())) throw new TypeError('The time of a checkpoint must be a valid date');
  const lines = [
    `${KEY_NAME}/${organisationId}`,
    String(sequence),
    Buffer.from(hash).toString('base64'),
    `${time.toISOString().slice(0, 19)}Z`,
  ];
  return signNote(key, KEY_NAME, `${lines.join('\n')}\n`);
}

/**
 * What a checkpoint says, after its signature has been verified. `publicKey` is the text of `publicKeyText` or the
 * keys of `readPublicKeys`. Throws an Error for a wrong signature, another key, or a malformed checkpoint.
 */
export function openCheckpoint(
  publicKey: string | readonly VerifierKey[],
  note: string,
): Checkpoint & { readonly hash: Buffer } {
  const text = openNote(typeof publicKey === 'string' ? readPublicKeys(publicKey) : publicKey, note);
  const [origin = '', size = '', encoded = '', time = '', end, ...more] = text.split('\n');
  const [name, organisationId = '', ...rest] = origin.split('/');
  const hash = Buffer.from(encoded, 'base64');
  const sequence = Number(size);
  if (
    name !== KEY_NAME ||
    rest.length > 0 ||
    !UUID.test(organisationId) ||
    !/^[1-9]\d{0,15}$/.test(size) ||
    !Number.isSafeInteger(sequence) ||
    hash.length !== 32 ||
    hash.toString('base64') !== encoded ||
    !TIME.test(time) ||
    Number.isNaN(Date.parse(time)) ||
    end !== '' ||
    more.length > 0
  ) {
    throw new Error('malformed checkpoint');
  }
  return { organisationId, sequence, hash, time: new Date(time) };
}
