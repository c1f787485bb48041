import type { Prisma, ReadClient } from '@clawberth/db';
import { notFound } from '../errors.ts';
import { hashToken } from '../secrets/hash-token.ts';
import type { InvitationPreview } from './views.ts';

type InvitationRow = Prisma.InvitationGetPayload<{ include: { organisation: true } }>;

/** The invitation of that link. Throws `not_found`. */
export async function findInvitation(read: Pick<ReadClient, 'invitation'>, token: string): Promise<InvitationRow> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) throw notFound('invitation');
  const where = { tokenHash: hashToken(token) };
  const invitation = await read.invitation.findUnique({ where, include: { organisation: true } });
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
