import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { checkLink } from './check-link.ts';
import type { ChainEnd, ChainPlace } from './check-link.ts';
import { addFound } from './finding.ts';
import type { FindingCode, Found } from './finding.ts';
import { openNotes } from './open-notes.ts';
import type { OpenedCheckpoint } from './open-notes.ts';
import { readLine } from './read-line.ts';
import type { RecordLine } from './read-line.ts';

/** Longest line of an export, in bytes. */
export const LONGEST_LINE = 1 << 20;

/** What is the same for all pieces: what the heading says, and the public key (one or several, one a line). */
export type ExportFacts = { readonly organisation: string; readonly whole: boolean; readonly publicKey: string };
/** A piece of an export, cut between lines. */
export type ChunkJob = ExportFacts & { readonly bytes: Buffer };

/** What a piece holds; lines count from 0 within it. The first record's link to the piece before is not checked yet. */
export type ChunkSummary = {
  readonly lines: number;
  readonly records: number;
  /** The first record, unless an unreadable line comes before it. */
  readonly first: (ChainPlace & { readonly line: number }) | null;
  readonly end: ChainEnd | null;
  /** The hashes, 32 bytes each, of the records from the first one up to the first gap in their sequence. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** `hashes` has every record of the piece. */
  readonly contiguous: boolean;
  /** null: not well signed, or malformed. */
  readonly checkpoints: readonly { readonly line: number; readonly opened: OpenedCheckpoint | null }[];
  readonly found: readonly Found[];
};

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Checks the lines of a piece each by itself and each record against the one before it. Throws a TypeError for a bad public key only. */
export function checkChunk({ bytes, organisation, whole, publicKey }: ChunkJob): ChunkSummary {
  const text = bytes.toString('latin1');
  const valid = isUtf8(bytes);
  const found = new Map<FindingCode, Found>();
  const checkpoints: { line: number; opened: OpenedCheckpoint | null }[] = [];
  const hashes: string[] = [];
  let [line, records, contiguous] = [0, 0, true];
  let first: ChunkSummary['first'] = null;
  let end: ChainEnd | null = null;

  const find = (code: FindingCode, sequence: number | null = null) =>
    addFound(found, { code, line, sequence, count: 1 });

  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const next = newline === -1 ? bytes.length : newline + 1;
    let stop = newline === -1 ? bytes.length : newline;
    if (stop > start && bytes[stop - 1] === CARRIAGE_RETURN) {
      find('windows-line-ends');
      stop -= 1;
    }
    const lineBytes = bytes.subarray(start, stop);
    const readable = lineBytes.length <= LONGEST_LINE && (valid || isUtf8(lineBytes));
    const read = readable ? readLine(text.slice(start, stop)) : null;
    start = next;
    if (read?.kind === 'checkpoint') {
      checkpoints.push({ line, opened: openNotes(publicKey, [read.note])[0] ?? null });
      continue;
    }
    const recordHash = hash('sha256', lineBytes, 'hex');
    if (read === null) {
      find(lineBytes.length > LONGEST_LINE ? 'line-too-long' : 'unreadable-line');
      contiguous = false;
      end = { sequence: null, hash: recordHash };
      continue;
    }
    records += 1;
    if (read.organisation !== organisation) find('other-organisation', read.sequence);
    if (end === null) first = { line, sequence: read.sequence, previousHash: read.previousHash };
    else contiguous = linkTo(end, read) && contiguous;
    if (contiguous) hashes.push(recordHash);
    end = { sequence: read.sequence, hash: recordHash };
  }
  return {
    lines: line,
    records,
    first,
    end,
    hashes: new Uint8Array(Buffer.from(hashes.join(''), 'hex')),
    contiguous,
    checkpoints,
    found: [...found.values()],
  };

  /** Reports what is wrong between two neighbours; whether their sequences follow on each other. */
  function linkTo(before: ChainEnd, record: RecordLine): boolean {
    for (const code of checkLink(before, record, whole)) find(code, record.sequence);
    return before.sequence !== null && record.sequence === before.sequence + 1;
  }
}
