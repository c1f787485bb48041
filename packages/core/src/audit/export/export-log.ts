import { z } from 'zod';
import type { Context } from '../../context.ts';
import { parseInput } from '../../input/parse-input.ts';
import { requirePermission } from '../../require-permission.ts';
import { auditFilterSchema, type AuditFilter } from '../filters.ts';
import { openExport, type OpenedExport } from './open-export.ts';

export type AuditExportInput = {
  /** `ndjson` or `csv`. */
  format: string;
  filters?: AuditFilter | undefined;
};

const schema = z.object({
  format: z.enum(['ndjson', 'csv'], 'Please choose CSV or NDJSON.'),
  filters: auditFilterSchema.default({}),
});

/**
 * The organisation's audit log, or what the filters let through, oldest first, as a stream; that it was exported is told
 * in the log first. NDJSON holds the exact texts that were hashed and the checkpoints, so that `npm run audit:verify` can
 * prove a whole export. Throws `forbidden` and `invalid_input` before the first piece.
 */
export async function exportLog(ctx: Context, input: AuditExportInput): Promise<OpenedExport> {
  await requirePermission(ctx, 'audit:export');
  const { format, filters } = parseInput(schema, input);
  return openExport(ctx, 'audit:export', { format, filter: filters });
}
