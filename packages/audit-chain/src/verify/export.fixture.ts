import type { KeyObject } from 'node:crypto';
import { exampleRecord, ORGANISATION } from '../audit-record.fixture.ts';
import { FIRST_PREVIOUS_HASH } from '../audit-record.ts';
import type { AuditRecord } from '../audit-record.ts';
import { canonicalRecord } from '../canonical-record.ts';
import { signCheckpoint } from '../checkpoint.ts';
import { hashRecord } from '../hash-record.ts';

export type ExampleLog = { readonly organisationId: string; readonly records: readonly string[] };

/** The canonical lines of a log with `count` events, chained from the first. `change` may alter what they say. */
export function exampleLog(
  count: number,
  change: (sequence: number) => Partial<AuditRecord> = () => ({}),
  organisationId: string = ORGANISATION,
): ExampleLog {
  const records: string[] = [];
  let previous = FIRST_PREVIOUS_HASH;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const own = { sequence, previous_hash: previous, organisation: organisationId };
    const text = canonicalRecord(exampleRecord({ target_name: `Bot ${sequence}`, ...change(sequence), ...own }));
    previous = hashRecord(text).toString('hex');
    records.push(text);
  }
  return { organisationId, records };
}

/** A checkpoint line of the log's event `sequence`, an hour later for every event, or at a time of its own. */
export function checkpointLine(
  key: KeyObject,
  { organisationId, records }: ExampleLog,
  sequence: number,
  time: Date = new Date(Date.UTC(2026, 10, 20, sequence)),
): string {
  const hash = hashRecord(records[sequence - 1] ?? '');
  return JSON.stringify({ type: 'checkpoint', note: signCheckpoint(key, { organisationId, sequence, hash, time }) });
}

/** The heading of an export. */
export function headingLine(organisation: string, from: number, to: number, whole = true): string {
  return JSON.stringify({ type: 'export', version: 1, organisation, from, to, whole, made_at: '2026-11-21T00:00:00Z' });
}

/** The lines of an export of the whole log with checkpoints of these events. */
export function exampleExport(key: KeyObject, log: ExampleLog, checkpoints: readonly number[]): string[] {
  return [
    headingLine(log.organisationId, 1, log.records.length),
    ...log.records,
    ...checkpoints.map((sequence) => checkpointLine(key, log, sequence)),
  ];
}

/** The lines as a file's bytes, in pieces of `size`. */
export async function* asStream(lines: readonly string[] | Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = lines instanceof Uint8Array ? lines : Buffer.from(lines.map((line) => `${line}\n`).join(''));
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
