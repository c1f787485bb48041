import { randomUUID } from 'node:crypto';
import { PLATFORM_ORGANISATION, type Database, type TenantTx } from '@clawberth/db';
import { auditRow, type AuditEntry } from './audit-row.ts';

type KeyTx = Pick<TenantTx, 'masterKey' | 'dataKey'>;

/** The vault's writes to its two key tables, by Clawberth itself; told in the log of the organisation, or of the platform. */
export async function writeKeys<T>(
  database: Database,
  run: (tx: KeyTx) => Promise<T>,
  audit: (result: T) => readonly AuditEntry[],
  organisationId: string = PLATFORM_ORGANISATION,
): Promise<T> {
  return database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const value = await run(tx);
    const nobody = { path: null, ip: null, userAgent: null, session: null, tool: 'command' as const };
    const ctx = { ...nobody, organisationId, actor: { type: 'system' as const }, correlationId: randomUUID() };
    const entries = audit(value);
    if (entries.length > 0) await tx.auditEvent.createMany({ data: entries.map((entry) => auditRow(ctx, entry)) });
    return value;
  });
}
