import { PLATFORM_ORGANISATION, scopeStatement, type TenantTx } from '@clawberth/db';
import { appendEvents } from './append-events.ts';
import type { AuditActor, AuditEntry } from './audit-row.ts';
import type { DatabaseRequest } from './request-context.ts';

export type AccountMutation<T> = {
  request: DatabaseRequest;
  actor: AuditActor;
  /** Whose account this is about; their organisations' logs tell it too. Null while nobody knows. */
  userId: string | null;
  run: (tx: TenantTx) => Promise<T>;
  /** An empty list says that nothing was written: Postgres refuses the commit if that is not so. */
  audit: (result: T) => AuditEntry | readonly AuditEntry[];
};

/**
 * The way to write what belongs to a person and not to an organisation: runs as Clawberth in the platform organisation,
 * and tells it, in the same transaction, in the platform's log and in that of each organisation the person belongs to.
 */
export async function accountMutate<T>({ request, actor, userId, run, audit }: AccountMutation<T>): Promise<T> {
  return request.services.database.tenantTransaction(
    { organisationId: PLATFORM_ORGANISATION, actor: 'system' },
    async (tx) => {
      const value = await run(tx);
      const entries = [audit(value)].flat();
      if (entries.length === 0) return value;
      // In the order of their ids, the platform's first: two transactions never wait for each other's chains crosswise.
      for (const organisationId of [PLATFORM_ORGANISATION, ...(await organisationsOf(tx, userId))]) {
        await scopeStatement(tx, { organisationId, actor: 'system' });
        await appendEvents(tx, { ...request, organisationId, actor }, entries);
      }
      return value;
    },
  );
}

async function organisationsOf(tx: TenantTx, userId: string | null): Promise<string[]> {
  if (userId === null) return [];
  const rows = await tx.$queryRaw<{ organisationId: string }[]>`select * from lookup_organisations_of(${userId}::uuid)`;
  return rows.map((row) => row.organisationId);
}
