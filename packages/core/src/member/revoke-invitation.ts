import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { withdrawMail } from '../mail/queue-mail.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';

/**
 * Takes an invitation back: its link opens nothing any more, and its letter is not sent if it still waits.
 * Throws `not_found`, `conflict` when it was used.
 */
export async function revokeInvitation(ctx: Context, { invitationId }: { invitationId: string }): Promise<void> {
  await requirePermission(ctx, 'member:manage');
  const { organisationId } = ctx;
  const id = idOrNotFound('invitation', invitationId);
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      const invitation = await tx.invitation.findFirst({ where: { id, organisationId } });
      if (invitation === null || invitation.revokedAt !== null) throw notFound('invitation');
      const { count } = await tx.invitation.updateMany({
        where: { id, organisationId, acceptedAt: null, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      if (count === 0)
        throw new ClawberthError('conflict', 'This invitation has been used: the person is a member now.');
      await withdrawMail(tx, { organisationId, kind: 'invitation', recipient: invitation.email });
      return invitation;
    },
    audit: ({ email, role }) => ({
      action: 'invitation.revoked',
      target: { type: 'invitation', id, name: email },
      before: { email, role },
    }),
  });
}
