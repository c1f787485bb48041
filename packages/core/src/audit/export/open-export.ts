import type { Context } from '../../context.ts';
import { mutate } from '../../mutate.ts';
import type { Need } from '../../require-permission.ts';
import { readAs } from '../../scope-of.ts';
import { ChainDisagreement } from '../checkpoint/chain-disagreement.ts';
import { notedSequence } from '../checkpoint/noted-sequence.ts';
import { requireAuditServices } from '../checkpoint/require-audit-services.ts';
import { signCheckpoint } from '../checkpoint/sign-checkpoint.ts';
import { auditFilterName } from '../filter-name.ts';
import type { AuditFilter } from '../filters.ts';
import { CSV_HEADING, csvLines } from './csv-lines.ts';
import { readBounds, readRecords } from './read-records.ts';

export type ExportFormat = 'ndjson' | 'csv';
export type OpenedExport = {
  /** Text in pieces of some hundred kilobytes, made as they are asked for. Ends by an error when it cannot be whole. */
  pieces: AsyncGenerator<string, void, undefined>;
  contentType: string;
  fileName: string;
};

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/**
 * Tells the log of the export, signs a checkpoint if it is a whole one, and opens it. A log that does not agree with its
 * checkpoints gets no new one and can still be exported: it is the evidence.
 */
export async function openExport(
  ctx: Context,
  need: Need,
  { format, filter }: { format: ExportFormat; filter: AuditFilter },
): Promise<OpenedExport> {
  const { organisationId, services } = ctx;
  await mutate({
    ctx,
    permission: need,
    run: () => Promise.resolve(),
    audit: () => ({
      action: 'audit.exported',
      target: { type: 'audit_log', id: null, name: auditFilterName(filter) },
      after: { format, filters: { ...filter } },
    }),
  });
  const whole = Object.values(filter).every((value) => value === undefined);
  const signed = whole ? await signIfSound(ctx) : null;
  const read = readAs(ctx);
  const bounds = await readBounds(read, { organisationId, filter, most: signed });
  const records =
    bounds === null ? noRecords() : readRecords(read, { organisationId, filter, from: bounds.from, to: bounds.to });
  const day = new Date().toISOString().slice(0, 10);
  return {
    pieces: format === 'csv' ? csv(records) : ndjson(),
    contentType: CONTENT_TYPES[format],
    fileName: `audit-log-${day}.${format}`,
  };

  async function* ndjson(): AsyncGenerator<string, void, undefined> {
    const header = { type: 'export', version: 1, organisation: organisationId, from: bounds?.from ?? null };
    yield `${JSON.stringify({ ...header, to: bounds?.to ?? null, whole, made_at: new Date().toISOString() })}\n`;
    for await (const batch of records) yield `${batch.join('\n')}\n`;
    // What somebody signs while this export runs is beyond its end.
    for await (const note of requireAuditServices(services).checkpoints.notes(organisationId))
      if (signed === null || !(notedSequence(note) > signed)) yield `${JSON.stringify({ type: 'checkpoint', note })}\n`;
  }
}

async function signIfSound({ services, organisationId }: Context): Promise<number | null> {
  try {
    return (await signCheckpoint(services, organisationId))?.sequence ?? null;
  } catch (error) {
    if (error instanceof ChainDisagreement) return null;
    throw error;
  }
}

async function* csv(records: AsyncIterable<string[]>): AsyncGenerator<string, void, undefined> {
  yield CSV_HEADING;
  for await (const batch of records) yield csvLines(batch);
}

async function* noRecords(): AsyncGenerator<string[]> {}
