import type { Services } from '@clawberth/core';

/** As if ten seconds had passed without a heartbeat. */
export async function letLeaseExpire({ database }: Services, botId: string): Promise<void> {
  const { organisationId } = await database.read.bot.findUniqueOrThrow({ where: { id: botId } });
  await database.tenantTransaction(organisationId, async (tx) => {
    await tx.bot.updateMany({
      where: { id: botId, leaseExpiresAt: { not: null } },
      data: { leaseExpiresAt: new Date(0) },
    });
  });
}

/** As if the back-off were over. */
export async function letRetryComeDue({ database }: Services, botId: string): Promise<void> {
  const { organisationId } = await database.read.bot.findUniqueOrThrow({ where: { id: botId } });
  await database.tenantTransaction(organisationId, async (tx) => {
    await tx.bot.updateMany({ where: { id: botId, retryAt: { not: null } }, data: { retryAt: new Date(0) } });
  });
}
