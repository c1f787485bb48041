import { meddleBehind, writeAsSystem, type TestServices } from '@clawberth/core/testing';

/** As if ten seconds had passed without a heartbeat: the app itself may not change a lease. */
export async function letLeaseExpire(services: TestServices, botId: string): Promise<void> {
  const expire = `update "Bot" set "leaseExpiresAt" = 'epoch' where "id" = $1 and "leaseExpiresAt" is not null`;
  await meddleBehind(services, expire, [botId]);
}

/** As if the back-off were over. */
export async function letRetryComeDue(services: TestServices, botId: string): Promise<void> {
  const { organisationId } = await services.behind.bot.findUniqueOrThrow({ where: { id: botId } });
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.bot.updateMany({ where: { id: botId, retryAt: { not: null } }, data: { retryAt: new Date(0) } });
  });
}
