import { randomUUID } from 'node:crypto';
import { PLATFORM_ORGANISATION, type Database, type TenantTx } from '@clawberth/db';
import { appendEvents } from './append-events.ts';
import type { AuditEntry } from './audit-row.ts';
import { NO_BROWSER } from './request-context.ts';

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
    const nobody = { ...NO_BROWSER, tool: 'command', actor: { type: 'system' } } as const;
    const ctx = { ...nobody, organisationId, correlationId: randomUUID() };
    await appendEvents(tx, ctx, audit(value));
    return value;
  });
}
