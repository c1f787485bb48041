import { LONGEST_LINE } from './check-chunk.ts';

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** A line that does not end within 1 MiB: whatever this is, it is not an export. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/**
 * Cuts a stream of bytes between lines, into pieces of about 1 MiB that share no memory (so that they can be handed to
 * another thread). Holds two pieces at most; throws LineTooLong rather than hold more.
 */
export async function* cutChunks(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    parts.push(bytes);
    length += bytes.length;
    if (length <= CHUNK) continue;
    const all = joined(parts, length);
    const end = all.lastIndexOf(NEWLINE) + 1;
    const rest = Buffer.from(all.subarray(end));
    if (rest.length > LONGEST_LINE) throw new LineTooLong();
    if (end > 0) yield all.subarray(0, end);
    parts = [rest];
    length = rest.length;
  }
  if (length > 0) yield joined(parts, length);
}

/** A copy in memory of its own; Buffer.concat may use the shared pool, which cannot be handed over. */
function joined(parts: readonly Uint8Array[], length: number): Buffer<ArrayBuffer> {
  const all = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
