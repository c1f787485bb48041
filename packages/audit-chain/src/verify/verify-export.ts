import type { ChunkSummary } from './check-chunk.ts';
import { openLocalChecker, openThreadedCheckers } from './chunk-checkers.ts';
import { collectCheckpoints } from './collect-checkpoints.ts';
import { compareCheckpoints } from './compare-checkpoints.ts';
import { cutChunks, LineTooLong } from './cut-chunks.ts';
import { readExportHeader } from './export-header.ts';
import type { ExportHeader } from './export-header.ts';
import { addFound, FINDINGS } from './finding.ts';
import type { FindingCode, Found } from './finding.ts';
import { openHashSpool } from './hash-spool.ts';
import { openNotes } from './open-notes.ts';
import { mergeSummary, nothingMerged } from './merge-summaries.ts';
import type { Merged } from './merge-summaries.ts';
import type { VerifyReport } from './verify-report.ts';

export type VerifyOptions = {
  /** Worker threads; 0 (the default) checks in this one. Threads need the sources beside this file, so not in a bundle. */
  readonly threads?: number;
  /** Checkpoints kept elsewhere, as notes: with them, an export cut off at an older checkpoint is found out too. */
  readonly checkpoints?: Iterable<string>;
};

const NEWLINE = 10;

/**
 * Verifies an export (NDJSON, its bytes cut anywhere) against the public key, or several, one a line (`publicKeyText`).
 * Streams: memory stays flat whatever its length. Whatever is wrong with the export is a finding in the report; it
 * throws a TypeError for a bad public key, and what the source or the temporary folder throws.
 */
export async function verifyExport(
  source: AsyncIterable<Uint8Array | string>,
  publicKey: string,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const elsewhere = openNotes(publicKey, [...(options.checkpoints ?? [])]);
  const found = new Map<FindingCode, Found>();
  const chunks = cutChunks(source);
  const opening = await readHeading(chunks, found);
  if (opening === null) {
    await chunks.return(undefined); // lets go of the source
    return toReport(null, nothingMerged(0, found), 0, null);
  }
  const { header, rest } = opening;

  const checkpoints = collectCheckpoints(header.organisation);
  for (const checkpoint of elsewhere) {
    const problem = checkpoints.add(checkpoint, null);
    if (problem !== null) addFound(found, { ...problem, line: null, count: 1 });
  }
  const threads = options.threads ?? 0;
  const checkers = threads > 0 ? openThreadedCheckers(threads) : openLocalChecker();
  const hashes = openHashSpool();
  try {
    const merged = nothingMerged(1, found);
    const underWay: Promise<ChunkSummary>[] = [];
    const mergeNext = async () => {
      const summary = await underWay.shift();
      if (summary) mergeSummary(merged, summary, { whole: header.whole, hashes, checkpoints });
    };
    try {
      for await (const bytes of startingWith(rest, chunks)) {
        const job = checkers.check({ bytes, publicKey, organisation: header.organisation, whole: header.whole });
        job.catch(() => {}); // awaited in order by mergeNext, which may be later than it fails
        underWay.push(job);
        if (underWay.length >= checkers.most) await mergeNext();
      }
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      while (underWay.length > 0) await mergeNext();
      addFound(found, { code: 'line-too-long', line: merged.lines + 1, sequence: null, count: 1 });
    }
    while (underWay.length > 0) await mergeNext();

    const known = checkpoints.sorted();
    checkRange(header, merged);
    let agree = 0;
    if (header.whole && merged.first !== null && merged.end !== null) {
      const compared = compareCheckpoints(known, { first: merged.first, end: merged.end, hashes });
      for (const one of compared.found) addFound(found, { ...one, count: 1 });
      ({ agree } = compared);
    }
    return toReport(header, merged, agree, known.at(-1) ?? null);
  } finally {
    hashes.close();
    await checkers.close();
  }
}

/** Takes the first line off; null, with a finding, if it is no heading. */
async function readHeading(
  chunks: AsyncGenerator<Buffer<ArrayBuffer>>,
  found: Map<FindingCode, Found>,
): Promise<{ header: ExportHeader; rest: Buffer<ArrayBuffer> } | null> {
  const bytes = await chunks.next().then(
    ({ value }) => (value as Buffer<ArrayBuffer> | undefined) ?? Buffer.alloc(0),
    (error: unknown) => {
      if (error instanceof LineTooLong) return Buffer.alloc(0);
      throw error;
    },
  );
  const newline = bytes.indexOf(NEWLINE);
  const line = bytes.toString('utf8', 0, newline === -1 ? bytes.length : newline);
  const header = readExportHeader(line);
  const code = header === null ? 'not-an-export' : line.endsWith('\r') ? 'windows-line-ends' : null;
  if (code !== null) addFound(found, { code, line: 1, sequence: null, count: 1 });
  if (header === null) return null;
  return { header, rest: newline === -1 ? Buffer.alloc(0) : bytes.subarray(newline + 1) };
}

async function* startingWith(
  rest: Buffer<ArrayBuffer>,
  chunks: AsyncGenerator<Buffer<ArrayBuffer>>,
): AsyncGenerator<Buffer<ArrayBuffer>> {
  if (rest.length > 0) yield rest;
  yield* chunks;
}

function checkRange({ whole, from, to }: ExportHeader, { first, end, records, found }: Merged): void {
  if (!whole) return;
  if (records === 0) return addFound(found, { code: 'no-events', line: null, sequence: null, count: 1 });
  if (first?.sequence !== from || end?.sequence !== to) {
    addFound(found, { code: 'wrong-range', line: 1, sequence: null, count: 1 });
  }
}

function toReport(
  header: ExportHeader | null,
  { records, first, end, found }: Merged,
  checkpointsAgreeing: number,
  newest: { readonly sequence: number; readonly time: Date } | null,
): VerifyReport {
  const findings = [...found.values()].map((one) => ({ ...one, sentence: FINDINGS[one.code] }));
  const outcome = findings.length > 0 || header === null ? 'invalid' : header.whole ? 'proved' : 'filtered';
  return {
    outcome,
    exitCode: outcome === 'proved' ? 0 : outcome === 'invalid' ? 1 : 2,
    organisation: header?.organisation ?? null,
    events: records,
    from: first?.sequence ?? null,
    to: end?.sequence ?? null,
    checkpointsAgreeing,
    newestCheckpoint: newest === null ? null : { sequence: newest.sequence, time: newest.time },
    findings,
  };
}
