import type { TenantTx } from '@clawberth/db';
import type { Terms } from './read-terms.ts';

type Whose = { organisationId: string; userId: string };

/** Makes somebody a member on these terms, or changes a member to them. Only for bots that requireOwnBots has seen. */
export async function writeTerms(tx: TenantTx, { organisationId, userId }: Whose, terms: Terms): Promise<void> {
  const { role, botIds, guestUntil: expiresAt } = terms;
  await tx.membership.upsert({
    where: { organisationId_userId: { organisationId, userId } },
    create: { organisationId, userId, role, expiresAt },
    update: { role, expiresAt },
  });
  await tx.guestBot.deleteMany({ where: { organisationId, userId } });
  await tx.guestBot.createMany({ data: botIds.map((botId) => ({ organisationId, userId, botId })) });
}
