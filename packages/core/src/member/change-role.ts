import type { Role } from '@clawberth/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockMember, requireAnotherOwner, requireOwner } from './lock-member.ts';

const schema = z.object({
  userId: z.string().max(64),
  role: z.enum(['owner', 'admin', 'viewer'], 'Please choose Owner, Admin or Viewer.'),
});

/**
 * Gives a member another role; it holds from their next request. Only an owner makes owners and unmakes them.
 * Throws `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function changeRole(ctx: Context, input: { userId: string; role: Role }): Promise<void> {
  await requirePermission(ctx, 'member:manage');
  const { userId, role } = parseInput(schema, input);
  if (role === 'owner') requireOwner(ctx.actor);
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      const member = await lockMember(tx, ctx, userId);
      if (role !== 'owner') await requireAnotherOwner(tx, member);
      const where = { organisationId_userId: { organisationId, userId: member.userId } };
      await tx.membership.update({ where, data: { role } });
      return member;
    },
    audit: (member) => ({
      action: 'member.role_changed',
      target: { type: 'member', id: member.userId, name: member.user.name },
      before: { role: member.role },
      after: { role },
    }),
  });
}
