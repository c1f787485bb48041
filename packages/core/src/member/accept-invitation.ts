import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { mutate } from '../mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { findInvitation, invitationState } from './find-invitation.ts';
import { readAccounts, readAsSystem } from '../scope-of.ts';

/**
 * Makes the signed-in person a member, by an invitation to their own e-mail address. Throws `not_found`,
 * `conflict` for an invitation that is used, expired or taken back, `forbidden` for another address.
 */
export async function acceptInvitation(
  request: RequestContext,
  { token, userId }: { token: string; userId: string },
): Promise<{ organisationSlug: string }> {
  const { services } = request;
  const invitation = await findInvitation(services, token);
  const user = await readAccounts(services).user.findUnique({ where: { id: idOrNotFound('account', userId) } });
  if (user === null) throw notFound('account');
  const { id, organisationId, role, organisation } = invitation;
  if (user.email !== invitation.email) {
    throw new ClawberthError(
      'forbidden',
      `This invitation is for ${invitation.email}. Sign in with that address to use it.`,
    );
  }
  const member = await readAsSystem(services, organisationId).membership.findUnique({
    where: { organisationId_userId: { organisationId, userId: user.id } },
  });
  if (member !== null) return { organisationSlug: organisation.slug };
  const ctx: Context = { ...request, organisationId, actor: { type: 'user', userId: user.id, name: user.name, role } };
  await mutate({
    ctx,
    permission: 'public',
    run: async (tx) => {
      const now = new Date();
      const { count } = await tx.invitation.updateMany({
        where: { id, organisationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
        data: { acceptedAt: now },
      });
      if (count === 0) throw notOpen(await tx.invitation.findUniqueOrThrow({ where: { id } }));
      await tx.membership.create({ data: { organisationId, userId: user.id, role } });
    },
    audit: () => ({
      action: 'member.joined',
      target: { type: 'member', id: user.id, name: user.name },
      after: { role },
    }),
  });
  return { organisationSlug: organisation.slug };
}

function notOpen(invitation: Parameters<typeof invitationState>[0]): ClawberthError {
  const state = invitationState(invitation);
  const what = {
    used: 'has been used already',
    revoked: 'was taken back',
    expired: 'is older than seven days',
    open: 'cannot be used',
  }[state];
  return new ClawberthError('conflict', `This invitation ${what}. Ask for a new one.`);
}
