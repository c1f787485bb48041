import { openCheckpoint } from '../checkpoint.ts';
import { readPublicKeys } from '../signing-key.ts';
import type { VerifierKey } from '../verifier-key.ts';

/** A checkpoint whose signature is right, as it travels between threads. */
export type OpenedCheckpoint = {
  readonly organisation: string;
  readonly sequence: number;
  /** In hex. */
  readonly hash: string;
  readonly time: Date;
};

let last: { readonly text: string; readonly keys: readonly VerifierKey[] } | null = null;

/**
 * Opens notes with the public key (one or several, one a line). null for a note that is malformed, or not signed by
 * one of the keys: the caller makes a finding of it. Throws a TypeError for a bad public key.
 */
export function openNotes(publicKey: string, notes: readonly string[]): (OpenedCheckpoint | null)[] {
  if (last?.text !== publicKey) last = { text: publicKey, keys: readPublicKeys(publicKey) };
  const { keys } = last;
  return notes.map((note) => {
    try {
      const { organisationId, sequence, hash, time } = openCheckpoint(keys, note);
      return { organisation: organisationId, sequence, hash: hash.toString('hex'), time };
    } catch {
      return null;
    }
  });
}
