import { randomUUID } from 'node:crypto';
import { PLATFORM_ORGANISATION, scopeStatement, type TenantTx } from '@clawberth/db';
import { auditRow } from '../audit-row.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';

/** Writes past the verbs, with the audit events that Postgres asks for: in the organisation's log and the platform's. */
export async function writeAsSystem<T>(
  services: Services,
  organisationId: string,
  run: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const value = await run(tx);
    for (const place of [PLATFORM_ORGANISATION, organisationId]) {
      await scopeStatement(tx, { organisationId: place, actor: 'system' });
      const entry = { action: 'bot.observed', target: { type: 'bot', id: null, name: 'past the verbs' } } as const;
      await tx.auditEvent.createMany({
        data: [auditRow(systemContext(services, place, randomUUID(), 'command'), entry)],
      });
    }
    return value;
  });
}
