import type { RequestContext } from '../request-context.ts';
import { findInvitation, invitationState } from './find-invitation.ts';
import type { InvitationPreview } from './views.ts';
import { readAccounts } from '../scope-of.ts';

/** What the page behind an invitation's link shows. Throws `not_found` for a link that was never made. */
export async function previewInvitation(
  request: RequestContext,
  { token }: { token: string },
): Promise<InvitationPreview> {
  const invitation = await findInvitation(request.services, token);
  const inviter = await readAccounts(request.services).user.findUnique({
    where: { id: invitation.invitedById },
    select: { name: true },
  });
  return {
    organisationName: invitation.organisation.name,
    email: invitation.email,
    role: invitation.role,
    invitedByName: inviter?.name ?? 'A former member',
    state: invitationState(invitation),
    guestUntil: invitation.guestUntil,
  };
}
