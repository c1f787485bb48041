import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { makeCursor, readCursor } from './cursor.ts';
import { auditFilterSchema, type AuditFilter } from './filters.ts';
import { noteReading } from './note-reading.ts';
import { requireSearchable } from './require-searchable.ts';
import { selectEvents } from './select-events.ts';
import { toAuditView } from './to-audit-view.ts';
import type { AuditView } from './views.ts';

export type AuditListInput = AuditFilter & {
  /** `nextCursor` of the page before. */
  before?: string | undefined;
  /** At most 100. */
  limit: number;
};

const schema = auditFilterSchema.safeExtend({ before: z.string().max(200).optional(), limit: z.int().min(1).max(100) });

/**
 * The organisation's audit log, newest first, a page at a time; that it was read is told in it. `nextCursor` is null on
 * the last page. Throws `invalid_input` for a filter or a cursor that is none.
 */
export async function listAuditEvents(
  ctx: Context,
  input: AuditListInput,
): Promise<{ events: AuditView[]; nextCursor: string | null }> {
  await requirePermission(ctx, 'audit:read');
  const { before, limit, ...filter } = parseInput(schema, input);
  requireSearchable(ctx, filter);
  const place = before === undefined ? null : readCursor(before);
  const { organisationId, actor } = ctx;
  const [rows] = await Promise.all([
    selectEvents(readAs(ctx), { organisationId, filter, before: place, limit: limit + 1 }),
    noteReading(ctx, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map((row) => toAuditView(row, actor)),
    nextCursor: rows.length > limit && last !== undefined ? makeCursor(last) : null,
  };
}
