import { z } from 'zod';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { noteReading } from './note-reading.ts';
import { AUDIT_COLUMNS, type AuditEventRow } from './select-events.ts';
import { toAuditRecord } from './to-audit-record.ts';
import { toAuditView } from './to-audit-view.ts';
import type { AuditRecordView } from './views.ts';

type Row = AuditEventRow & { hash: string; previousHash: string; intact: boolean };

const sequenceField = z.string().regex(/^\d{1,18}$/);

/**
 * One event with its whole record, by its sequence number in digits; that the log was read is told in it. Throws
 * `not_found`, also for a number that is none.
 */
export async function getAuditEvent(ctx: Context, { sequence }: { sequence: string }): Promise<AuditRecordView> {
  await requirePermission(ctx, 'audit:read');
  const number = sequenceField.safeParse(sequence);
  if (!number.success) throw notFound('event');
  const { organisationId, actor } = ctx;
  const [[row]] = await Promise.all([
    readAs(ctx).$queryRaw<Row[]>`
      select ${AUDIT_COLUMNS}, encode("hash", 'hex') as "hash", encode("previousHash", 'hex') as "previousHash",
        sha256(convert_to(audit_record(e), 'UTF8')) = "hash" as "intact"
      from "AuditEvent" e where "organisationId" = ${organisationId}::uuid and "sequence" = ${number.data}::bigint`,
    noteReading(ctx, {}),
  ]);
  if (row === undefined) throw notFound('event');
  const view = toAuditView(row, actor);
  // A hash of what is masked would let its few unknown letters be guessed.
  const masked = actor.type === 'support';
  const previousHash = masked ? null : row.previousHash;
  const record = toAuditRecord(view, organisationId, { micros: row.micros, previousHash });
  return { event: view, record, hash: masked ? null : row.hash, intact: row.intact };
}
