import type { TenantTx } from '@clawberth/db';
import type { ReachableSecret } from './views.ts';

/** Makes the secrets due that somebody could have got at who may no longer. One that is suspected stays so. */
export async function askToReplace(
  tx: TenantTx,
  organisationId: string,
  secrets: readonly ReachableSecret[],
): Promise<void> {
  if (secrets.length === 0) return;
  const these = secrets.map(({ botId, kind, fingerprint }) => ({ botId, kind, fingerprint }));
  await tx.botSecret.updateMany({
    where: { organisationId, rotateReason: null, OR: these },
    data: { rotateReason: 'member_left', rotateSince: new Date() },
  });
}
