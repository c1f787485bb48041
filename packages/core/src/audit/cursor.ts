import { ClawberthError } from '../errors.ts';

/** A place in the log: the event's time in microseconds since 1970, and its sequence number. */
export type AuditPlace = { micros: bigint; sequence: bigint };

const SHAPE = /^(\d{1,18})\.(\d{1,18})$/;
const LONGEST = 60;

/** The place as `nextCursor` carries it. It says nothing that the event does not, so it needs no signature. */
export function makeCursor({ micros, sequence }: AuditPlace): string {
  return Buffer.from(`${micros}.${sequence}`).toString('base64url');
}

/**
 * The place that a cursor names. One that somebody made by hand is either a place, which shows a page of the reader's own
 * log, or it throws `invalid_input`.
 */
export function readCursor(cursor: string): AuditPlace {
  const text = cursor.length > LONGEST ? '' : Buffer.from(cursor, 'base64url').toString('latin1');
  const [, micros, sequence] = SHAPE.exec(text) ?? [];
  if (micros === undefined || sequence === undefined || makeCursor(toPlace(micros, sequence)) !== cursor)
    throw new ClawberthError(
      'invalid_input',
      'This page of the log cannot be found. Please start again from the newest.',
    );
  return toPlace(micros, sequence);
}

function toPlace(micros: string, sequence: string): AuditPlace {
  return { micros: BigInt(micros), sequence: BigInt(sequence) };
}
