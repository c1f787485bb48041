import type { ChunkSummary } from './check-chunk.ts';
import { checkLink, checkStart } from './check-link.ts';
import type { ChainEnd, ChainPlace } from './check-link.ts';
import type { CheckpointCollection } from './collect-checkpoints.ts';
import { addFound } from './finding.ts';
import type { FindingCode, Found } from './finding.ts';
import type { HashSpool } from './hash-spool.ts';

/** Everything known of the pieces so far. */
export type Merged = {
  lines: number;
  records: number;
  first: ChainPlace | null;
  end: ChainEnd | null;
  /** No gap so far: every record's hash is in the spool. */
  contiguous: boolean;
  readonly found: Map<FindingCode, Found>;
};

/** A merged state for an export whose first `lines` lines are read already. */
export function nothingMerged(lines: number, found: Map<FindingCode, Found>): Merged {
  return { lines, records: 0, first: null, end: null, contiguous: true, found };
}

/** Adds the next piece, in the order of the file: checks its link to the piece before, keeps hashes and checkpoints. */
export function mergeSummary(
  merged: Merged,
  summary: ChunkSummary,
  { whole, hashes, checkpoints }: { whole: boolean; hashes: HashSpool; checkpoints: CheckpointCollection },
): void {
  const { found } = merged;
  const base = merged.lines + 1;
  const { first } = summary;
  if (first !== null) {
    const codes = merged.end === null ? checkStart(first) : checkLink(merged.end, first, whole);
    for (const code of codes) addFound(found, { code, line: base + first.line, sequence: first.sequence, count: 1 });
    if (merged.end !== null && first.sequence !== (merged.end.sequence ?? 0) + 1) merged.contiguous = false;
    if (merged.end === null) merged.first = first;
  }
  for (const one of summary.found) addFound(found, { ...one, line: one.line === null ? null : base + one.line });
  if (merged.contiguous && whole) hashes.add(summary.hashes);
  merged.contiguous &&= summary.contiguous;
  for (const { line, opened } of summary.checkpoints) {
    const problem = checkpoints.add(opened, base + line);
    if (problem !== null) addFound(found, { ...problem, line: base + line, count: 1 });
  }
  merged.lines += summary.lines;
  merged.records += summary.records;
  merged.end = summary.end ?? merged.end;
}
