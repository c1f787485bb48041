import type { RequestContext } from '../request-context.ts';
import { findInvitation, invitationState } from './find-invitation.ts';
import type { InvitationPreview } from './views.ts';

/** What the page behind an invitation's link shows. Throws `not_found` for a link that was never made. */
export async function previewInvitation(
  request: RequestContext,
  { token }: { token: string },
): Promise<InvitationPreview> {
  const { read } = request.services.database;
  const invitation = await findInvitation(read, token);
  const inviter = await read.user.findUnique({ where: { id: invitation.invitedById }, select: { name: true } });
  return {
    organisationName: invitation.organisation.name,
    email: invitation.email,
    role: invitation.role,
    invitedByName: inviter?.name ?? 'A former member',
    state: invitationState(invitation),
  };
}
