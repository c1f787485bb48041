import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { mutate } from '../mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { findInvitation, invitationState, type InvitationRow } from './find-invitation.ts';
import { auditTerms } from './read-terms.ts';
import { readAccounts, readAsSystem } from '../scope-of.ts';
import { writeTerms } from './write-terms.ts';
import { isOver } from '../not-over.ts';

/**
 * Makes the signed-in person a member, by an invitation to their own e-mail address; a guest sees the bots that are
 * still there, until the day that was set. Throws `not_found`, `conflict` for an invitation that is used, expired, taken
 * back or of no use any more, `forbidden` for another address.
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
  const now = new Date();
  const member = await readAsSystem(services, organisationId).membership.findUnique({
    where: { organisationId_userId: { organisationId, userId: user.id } },
  });
  if (member !== null && !isOver(member, now)) return { organisationSlug: organisation.slug };
  const ctx: Context = { ...request, organisationId, actor: { type: 'user', userId: user.id, name: user.name, role } };
  await mutate({
    ctx,
    permission: 'public',
    run: async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: {
          id,
          organisationId,
          tokenHash: invitation.tokenHash,
          acceptedAt: null,
          revokedAt: null,
          expiresAt: { gt: now },
        },
        data: { acceptedAt: now },
      });
      if (count === 0) throw notOpen(await tx.invitation.findUniqueOrThrow({ where: { id } }));
      const bots = await tx.bot.findMany({
        where: { organisationId, id: { in: invitation.botIds }, deletedAt: null },
        select: { id: true, name: true },
      });
      requireUse(invitation, bots.length, now);
      const terms = { role, botIds: bots.map((bot) => bot.id), guestUntil: invitation.guestUntil };
      await writeTerms(tx, { organisationId, userId: user.id }, terms);
      return auditTerms(
        terms,
        bots.map(({ name }) => name),
      );
    },
    audit: (after) => ({ action: 'member.joined', target: { type: 'member', id: user.id, name: user.name }, after }),
  });
  return { organisationSlug: organisation.slug };
}

/** A guest's invitation to nothing, or to a time that is over, opens nothing. */
function requireUse({ role, guestUntil }: InvitationRow, bots: number, now: Date): void {
  if (role !== 'guest') return;
  if (guestUntil === null || guestUntil <= now)
    throw new ClawberthError('conflict', 'The time that this invitation was for is over. Ask for a new one.');
  if (bots === 0)
    throw new ClawberthError('conflict', 'The bots that this invitation was for no longer exist. Ask for a new one.');
}

function notOpen(invitation: Parameters<typeof invitationState>[0]): ClawberthError {
  const state = invitationState(invitation);
  const what = {
    used: 'has been used already',
    revoked: 'was taken back',
    expired: 'is older than seven days',
    open: 'was replaced by a newer one',
  }[state];
  return new ClawberthError('conflict', `This invitation ${what}. Ask for a new one.`);
}
