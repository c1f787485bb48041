import type { Prisma } from '@clawberth/db';
import type { Services } from './services.ts';

export type ClosedMinute = { organisationId: string; actorKey: string; minute: Date };

/**
 * Ends the tally of one actor's refusals in a minute that is over, and tells the log how many came after the first.
 * Resolves to whether there was something to tell; false also when somebody else was faster.
 */
export async function recordClosedRefusal(
  { database }: Pick<Services, 'database'>,
  { organisationId, actorKey, minute }: ClosedMinute,
): Promise<boolean> {
  return database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const [tally] = await tx.$queryRaw<{ more: number; first: Prisma.AuditEventCreateManyInput }[]>`
      select * from take_refusals(${organisationId}::uuid, ${actorKey}, ${minute}::timestamptz)`;
    if (tally === undefined || tally.more === 0) return false;
    await tx.auditEvent.createMany({ data: [{ ...tally.first, organisationId, after: { more: tally.more } }] });
    return true;
  });
}
