import type { Role } from '@clawberth/db';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { composeInvitation } from '../mail/compose-invitation.ts';
import { sealLetter, type SealedLetter } from '../mail/seal-letter.ts';
import { readAs } from '../scope-of.ts';

type Invited = { email: string; role: Role; token: string; dashboardUrl: string; expiresAt: Date };

/** The letter with an invitation's link, sealed and ready to be queued. Its token stands nowhere else. */
export async function writeInvitationLetter(ctx: Context, invited: Invited): Promise<SealedLetter> {
  const { organisationId, actor, services } = ctx;
  const { email: recipient, ...rest } = invited;
  const organisation = await readAs(ctx).organisation.findUnique({
    where: { id: organisationId },
    select: { name: true },
  });
  if (organisation === null || !('name' in actor)) throw notFound('organisation');
  const mail = composeInvitation({
    ...rest,
    recipient,
    organisationName: organisation.name,
    inviterName: actor.name,
  });
  return sealLetter(services, { organisationId, kind: 'invitation', recipient, mail });
}
