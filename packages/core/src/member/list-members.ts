import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { personSeenBy } from '../support/seen-by.ts';
import type { InvitationView, MemberView } from './views.ts';
import { readAs } from '../scope-of.ts';

/** Members by the time they joined, and invitations that are not used or revoked, newest first; at most 500 each. */
export async function listMembers(ctx: Context): Promise<{ members: MemberView[]; invitations: InvitationView[] }> {
  await requirePermission(ctx, 'member:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const [memberships, invitations] = await Promise.all([
    read.membership.findMany({
      where: { organisationId },
      include: { user: { select: { name: true, email: true } } },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      take: 500,
    }),
    read.invitation.findMany({
      where: { organisationId, acceptedAt: null, revokedAt: null },
      orderBy: { createdAt: 'desc' },
      take: 500,
    }),
  ]);
  const now = new Date();
  return {
    members: memberships.map(({ userId, role, createdAt, user }) => ({
      userId,
      ...personSeenBy(ctx, user),
      role,
      joinedAt: createdAt,
    })),
    invitations: invitations.map(({ id, email, role, createdAt, expiresAt }) => ({
      id,
      ...personSeenBy(ctx, { email }),
      role,
      createdAt,
      expiresAt,
      expired: expiresAt <= now,
    })),
  };
}
