import { Transform } from 'node:stream';

const REMOVED = Buffer.from('[removed]');

/**
 * Replaces a secret wherever it stands in the stream, also across pieces. Holds back only the bytes
 * at a piece's end that could begin the secret, so that streamed answers are not delayed.
 */
export function scrubStream(secret: string): Transform {
  const needle = Buffer.from(secret);
  if (needle.length === 0) throw new Error('Cannot scrub an empty secret.');
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const clean = replaceAll(held.length === 0 ? piece : Buffer.concat([held, piece]), needle);
      const keep = overlapAtEnd(clean.rest, needle);
      held = clean.rest.subarray(clean.rest.length - keep);
      const whole = Buffer.concat([...clean.done, clean.rest.subarray(0, clean.rest.length - keep)]);
      if (whole.length > 0) done(null, whole);
      else done();
    },
    flush(done) {
      done(null, held);
    },
  });
}

/** The same for a text that is already whole. */
export function scrubText(text: string, secret: string): string {
  return text.replaceAll(secret, REMOVED.toString());
}

function replaceAll(bytes: Buffer, needle: Buffer): { done: Buffer[]; rest: Buffer } {
  const done: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, start)) {
    done.push(bytes.subarray(start, at), REMOVED);
    start = at + needle.length;
  }
  return { done, rest: bytes.subarray(start) };
}

/** How many bytes at the end are a beginning of the needle. */
function overlapAtEnd(bytes: Buffer, needle: Buffer): number {
  for (let size = Math.min(needle.length - 1, bytes.length); size > 0; size -= 1) {
    if (bytes.subarray(bytes.length - size).equals(needle.subarray(0, size))) return size;
  }
  return 0;
}
