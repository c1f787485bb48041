import type { Context } from '../context.ts';
import { noteOnce } from '../ticket/note-once.ts';
import { auditFilterName } from './filter-name.ts';
import type { AuditFilter } from './filters.ts';

/** Tells the log that somebody read it: once in ten minutes for each filter. */
export async function noteReading(ctx: Context, filter: AuditFilter): Promise<void> {
  await noteOnce(ctx, 'audit:read', {
    action: 'audit.read',
    target: { type: 'audit_log', id: null, name: auditFilterName(filter) },
  });
}
