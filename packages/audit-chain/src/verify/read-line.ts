import { RECORD_KEYS } from '../audit-record.ts';
import type { ChainPlace } from './check-link.ts';

export type RecordLine = ChainPlace & { readonly kind: 'record'; readonly organisation: string };
export type CheckpointLine = { readonly kind: 'checkpoint'; readonly note: string };

/**
 * What a line of an export is; null if it is neither a record (exactly the keys of one, in RFC 8785's order) nor a
 * checkpoint. The line is given as Latin-1, for speed: what is read of a record is ASCII, a checkpoint is decoded again.
 */
export function readLine(latin1: string): RecordLine | CheckpointLine | null {
  let value: unknown;
  try {
    value = JSON.parse(latin1);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { type, note, organisation, sequence, previous_hash } = value as Readonly<Record<string, unknown>>;
  if (type !== undefined) {
    return type === 'checkpoint' && typeof note === 'string' ? readCheckpoint(latin1) : null;
  }
  const keys = Object.keys(value);
  if (keys.length !== RECORD_KEYS.length) return null;
  for (let index = 0; index < keys.length; index += 1) if (keys[index] !== RECORD_KEYS[index]) return null;
  if (typeof organisation !== 'string' || typeof previous_hash !== 'string' || typeof sequence !== 'number')
    return null;
  if (!Number.isSafeInteger(sequence) || sequence < 1) return null;
  return { kind: 'record', organisation, sequence, previousHash: previous_hash };
}

function readCheckpoint(latin1: string): CheckpointLine {
  const { note } = JSON.parse(Buffer.from(latin1, 'latin1').toString('utf8')) as { note: string };
  return { kind: 'checkpoint', note };
}
