import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { sealLetter, type SealedLetter } from '../mail/seal-letter.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { askToReplace } from './ask-to-replace.ts';
import { lockMember, requireAnotherOwner } from './lock-member.ts';
import { auditSecrets, reachableSecrets } from './reachable-secrets.ts';
import { takeBackInvitations } from './take-back-invitations.ts';
import type { ReachableSecret } from './views.ts';

/**
 * Takes somebody out of the organisation; their account stays, and a letter tells them. It holds from their next
 * request, and takes back the invitations that they sent. Gives the secrets that they could have got at, which are
 * due to be replaced from then on. Throws `not_found`, `forbidden`, `conflict` for the last owner and for oneself.
 */
export async function removeMember(
  ctx: Context,
  { userId }: { userId: string },
): Promise<{ secrets: ReachableSecret[] }> {
  await requirePermission(ctx, 'member:manage');
  const { organisationId, actor } = ctx;
  const id = idOrNotFound('member', userId);
  const letter = await writeLetter(ctx, id);
  const { secrets } = await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      const member = await lockMember(tx, ctx, id);
      await requireAnotherOwner(tx, member);
      if ('userId' in actor && actor.userId === id)
        throw new ClawberthError('conflict', 'You cannot remove yourself. Leave the organisation instead.');
      const secrets = await reachableSecrets(tx, member);
      await askToReplace(tx, organisationId, secrets);
      const takenBack = await takeBackInvitations(tx, { organisationId, invitedById: id });
      await tx.membership.delete({ where: { organisationId_userId: { organisationId, userId: id } } });
      return { member, secrets, takenBack, queued: await queueMail(tx, letter) };
    },
    audit: ({ member, secrets, takenBack, queued }) => [
      {
        action: 'member.removed',
        target: { type: 'member', id: member.userId, name: member.user.name },
        before: { role: member.role },
        after: { secretsToReplace: auditSecrets(secrets), invitationsTakenBack: takenBack },
      },
      queued,
    ],
  });
  return { secrets };
}

async function writeLetter(ctx: Context, userId: string): Promise<SealedLetter> {
  const { organisationId, actor, services } = ctx;
  const member = await readAs(ctx).membership.findUnique({
    where: { organisationId_userId: { organisationId, userId } },
    include: { user: { select: { email: true } }, organisation: { select: { name: true } } },
  });
  if (member === null) throw notFound('member');
  const removedByName = 'name' in actor ? actor.name : 'Clawberth';
  const organisationName = member.organisation.name;
  const mail = composeMail({ kind: 'removed', organisationName, removedByName, at: new Date() });
  return sealLetter(services, { organisationId, kind: 'removed', recipient: member.user.email, mail });
}
