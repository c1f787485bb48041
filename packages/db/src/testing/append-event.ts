import { randomUUID } from 'node:crypto';
import type { Prisma } from '../generated/client.ts';
import type { TenantTx } from '../read-client.ts';

/** An audit event of an organisation, as plain as one may be, with what a test changes of it. */
export function makeEvent(
  organisationId: string,
  changes: Partial<Prisma.AuditEventCreateManyInput> = {},
): Prisma.AuditEventCreateManyInput {
  return {
    organisationId,
    event: 'bot.deployed',
    result: 'done',
    tool: 'command',
    actorType: 'system',
    actorName: 'test',
    targetType: 'bot',
    requestId: randomUUID(),
    ...changes,
  };
}

/** Appends such an event, so that the transaction may change rows of the organisation. */
export async function appendEvent(
  tx: TenantTx,
  organisationId: string,
  changes: Partial<Prisma.AuditEventCreateManyInput> = {},
): Promise<void> {
  await tx.auditEvent.createMany({ data: [makeEvent(organisationId, changes)] });
}
