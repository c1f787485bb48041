import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { askToReplace } from './ask-to-replace.ts';
import { lockMember, requireAnotherOwner } from './lock-member.ts';
import { auditSecrets, reachableSecrets } from './reachable-secrets.ts';
import { takeBackInvitations } from './take-back-invitations.ts';

const LAST_OWNER =
  'You are the last owner. Hand the organisation over to another member, or make somebody an owner; then you can leave.';

/**
 * Takes the person who asks out of the organisation; it holds from their next request. The secrets that they could
 * have got at are due to be replaced from then on; the log tells which. Throws `conflict` for the last owner, `not_found` for somebody who is no member.
 */
export async function leaveOrganisation(ctx: Context): Promise<void> {
  await requirePermission(ctx, 'organisation:read');
  const { organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a member can leave.');
  const { userId } = actor;
  await mutate({
    ctx,
    // Whoever has left may write nothing more here, not even that they left: Clawberth writes it for them.
    permission: 'public',
    run: async (tx) => {
      const member = await lockMember(tx, ctx, userId).catch((error: unknown) => {
        throw error instanceof ClawberthError && error.code === 'not_found' ? notFound('organisation') : error;
      });
      await requireAnotherOwner(tx, member, LAST_OWNER);
      const secrets = await reachableSecrets(tx, member);
      await askToReplace(tx, organisationId, secrets);
      const takenBack = await takeBackInvitations(tx, { organisationId, invitedById: userId });
      await tx.membership.delete({ where: { organisationId_userId: { organisationId, userId } } });
      return { member, secrets, takenBack };
    },
    audit: ({ member, secrets, takenBack }) => ({
      action: 'member.left',
      target: { type: 'member', id: userId, name: member.user.name },
      before: { role: member.role },
      after: { secretsToReplace: auditSecrets(secrets), invitationsTakenBack: takenBack },
    }),
  });
}
