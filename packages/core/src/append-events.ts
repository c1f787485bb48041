import type { TenantTx } from '@clawberth/db';
import { auditRow, type AuditEntry } from './audit-row.ts';

/** Writes the entries into the log of the context's organisation; nothing for none. For those who open transactions. */
export async function appendEvents(
  tx: Pick<TenantTx, 'auditEvent'>,
  ctx: Parameters<typeof auditRow>[0],
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.auditEvent.createMany({ data: entries.map((entry) => auditRow(ctx, entry)) });
}
