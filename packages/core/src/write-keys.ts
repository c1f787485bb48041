import { randomUUID } from 'node:crypto';
import { PLATFORM_ORGANISATION, type Database, type TenantTx } from '@clawberth/db';
import { appendEvents } from './append-events.ts';
import type { AuditEntry } from './audit-row.ts';
import { NO_BROWSER } from './request-context.ts';

/** `$executeRaw` is there for batches of sealed values alone, which a rotation moves to another key. */
export type KeyTx = Pick<TenantTx, 'masterKey' | 'dataKey' | 'fingerprintKey' | '$queryRaw' | '$executeRaw'>;

/**
 * What the vault and the operator's rotations write: keys, and values sealed anew under them, by Clawberth itself; told in
 * the log of the organisation, or of the platform. An empty list of events says that nothing was written.
 */
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
