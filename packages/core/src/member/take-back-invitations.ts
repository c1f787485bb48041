import type { Role, TenantTx } from '@clawberth/db';
import { withdrawMail } from '../mail/queue-mail.ts';

type Whose = { organisationId: string; invitedById: string; roles?: readonly Role[] };

/**
 * Ends the open invitations that somebody sent: who can no longer invite leaves no way in behind. Gives how many.
 * Their letters that have not been sent are withdrawn.
 */
export async function takeBackInvitations(
  tx: TenantTx,
  { organisationId, invitedById, roles }: Whose,
): Promise<number> {
  const where = {
    organisationId,
    invitedById,
    acceptedAt: null,
    revokedAt: null,
    ...(roles === undefined ? {} : { role: { in: [...roles] } }),
  };
  const open = await tx.invitation.findMany({ where, select: { email: true } });
  if (open.length === 0) return 0;
  await tx.invitation.updateMany({ where, data: { revokedAt: new Date() } });
  for (const { email } of open) await withdrawMail(tx, { organisationId, kind: 'invitation', recipient: email });
  return open.length;
}
