import type { Prisma } from '@clawberth/db';
import { notFound } from '../errors.ts';
import { hashToken } from '../secrets/hash-token.ts';
import type { InvitationPreview } from './views.ts';
import type { Services } from '../services.ts';
import { readAsSystem } from '../scope-of.ts';

export type InvitationRow = Prisma.InvitationGetPayload<{ include: { organisation: true } }>;

/** The invitation of that link. Throws `not_found`. */
export async function findInvitation(services: Services, token: string): Promise<InvitationRow> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) throw notFound('invitation');
  const [found] = await services.database.lookup.$queryRaw<{ invitationId: string; organisationId: string }[]>`
    select * from lookup_invitation(${hashToken(token)})`;
  if (found === undefined) throw notFound('invitation');
  const { invitationId: id, organisationId } = found;
  const read = readAsSystem(services, organisationId);
  const invitation = await read.invitation.findFirst({
    where: { id, organisationId },
    include: { organisation: true },
  });
  if (invitation === null) throw notFound('invitation');
  return invitation;
}

/** Whether it can still be used. */
export function invitationState(
  { acceptedAt, revokedAt, expiresAt }: Pick<InvitationRow, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: Date = new Date(),
): InvitationPreview['state'] {
  if (acceptedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now ? 'expired' : 'open';
}
