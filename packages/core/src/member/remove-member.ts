import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockMember, requireAnotherOwner } from './lock-member.ts';

/**
 * Takes somebody out of the organisation; their account stays. It holds from their next request.
 * Throws `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function removeMember(ctx: Context, { userId }: { userId: string }): Promise<void> {
  await requirePermission(ctx, 'member:manage');
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      const member = await lockMember(tx, ctx, userId);
      await requireAnotherOwner(tx, member);
      await tx.membership.delete({ where: { organisationId_userId: { organisationId, userId: member.userId } } });
      return member;
    },
    audit: (member) => ({
      action: 'member.removed',
      target: { type: 'member', id: member.userId, name: member.user.name },
      before: { role: member.role },
    }),
  });
}
