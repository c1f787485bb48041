import type { ChainEnd, ChainPlace } from './check-link.ts';
import type { KnownCheckpoint } from './collect-checkpoints.ts';
import type { FindingCode } from './finding.ts';
import type { HashSpool } from './hash-spool.ts';
import { LEAST_RETENTION_MS } from '../retention.ts';

/** What was read of an unfiltered export. */
export type ReadRange = { readonly first: ChainPlace; readonly end: ChainEnd; readonly hashes: HashSpool };

export type Comparison = {
  /** Checkpoints that name an event of the export, or the one before it, and its true hash. */
  readonly agree: number;
  readonly found: readonly { code: FindingCode; sequence: number; line: number | null }[];
};

/**
 * Compares checkpoints (oldest event first) with an unfiltered export. The last event needs one, and so does the event
 * before the first, unless that is event 1: one that was 90 days old when the newest was signed, or else what it names
 * was not dropped after its time, but removed. Older ones say nothing about this export.
 */
export function compareCheckpoints(
  checkpoints: readonly KnownCheckpoint[],
  { first, end, hashes }: ReadRange,
): Comparison {
  const found: { code: FindingCode; sequence: number; line: number | null }[] = [];
  const before = first.sequence - 1;
  const last = end.sequence;
  const newest = Math.max(...checkpoints.slice(-1).map(({ time }) => time.getTime()));
  let agree = 0;
  let [startProved, endProved] = [before === 0, false];
  for (const { sequence, hash, time, line } of checkpoints) {
    if (sequence < before) continue;
    if (last !== null && sequence > last) {
      found.push({ code: 'checkpoint-beyond-end', sequence, line });
      continue;
    }
    if (sequence === before && newest - time.getTime() >= LEAST_RETENTION_MS) startProved = true;
    if (sequence === last) endProved = true;
    const actual = hashAt(sequence);
    if (actual === null) continue; // after a gap, which is a finding of its own
    if (actual === hash) agree += 1;
    else found.push({ code: 'checkpoint-disagrees', sequence, line });
  }
  if (!startProved) found.push({ code: 'start-unproved', sequence: first.sequence, line: null });
  if (!endProved) found.push({ code: 'end-unproved', sequence: last ?? before, line: null });
  return { agree, found };

  function hashAt(sequence: number): string | null {
    if (sequence === before) return first.previousHash;
    return sequence === last ? end.hash : hashes.at(sequence - first.sequence);
  }
}
