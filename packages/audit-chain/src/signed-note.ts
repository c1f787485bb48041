import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { verifierKeyOf } from './verifier-key.ts';
import type { VerifierKey } from './verifier-key.ts';

/** C2SP signed-note asks verifiers to accept at least 16 signatures. */
const MOST_SIGNATURES = 16;
const LONGEST = 1 << 16;
const CONTROL = /[^\n\x20-\u{10ffff}]/u;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/**
 * A C2SP signed note: `text` (which ends in a newline), an empty line, `— name base64(key id ‖ signature)`.
 * Throws a TypeError for text that a note cannot hold.
 */
export function signNote(key: KeyObject, name: string, text: string): string {
  if (!text.endsWith('\n') || CONTROL.test(text) || !text.isWellFormed()) {
    throw new TypeError('The text of a note ends in a newline and has no control characters');
  }
  const { id } = verifierKeyOf(name, key);
  const signature = sign(null, Buffer.from(text), key);
  return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/**
 * The text of a signed note. Throws an Error if the note is malformed, if none of `keys` signed it, or if a signature
 * that claims to be by one of them is wrong. Signatures by other keys are ignored, as C2SP signed-note demands.
 */
export function openNote(keys: readonly VerifierKey[], note: string): string {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || note.length > LONGEST || !note.endsWith('\n') || CONTROL.test(note) || !note.isWellFormed()) {
    throw new Error('malformed note');
  }
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new Error('malformed note: too many signatures');
  let signed = false;
  for (const line of lines) {
    const [, name = '', data = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length < 5 || bytes.toString('base64') !== data) throw new Error('malformed note: bad signature line');
    const known = keys.find((key) => key.name === name && key.id.equals(bytes.subarray(0, 4)));
    if (known === undefined) continue;
    if (!verify(null, Buffer.from(text), known.key, bytes.subarray(4))) throw new Error('wrong signature');
    signed = true;
  }
  if (!signed) throw new Error('not signed by the given key');
  return text;
}
