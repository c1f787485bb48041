import type { Prisma, TenantTx } from '@clawberth/db';

/** Ends the sessions that live among those; gives how many. Inside the caller's transaction, which audits. */
export async function endSessions(tx: Pick<TenantTx, 'session'>, whose: Prisma.SessionWhereInput): Promise<number> {
  const { count } = await tx.session.updateMany({ where: { ...whose, endedAt: null }, data: { endedAt: new Date() } });
  return count;
}
