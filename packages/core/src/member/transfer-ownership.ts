import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockMember } from './lock-member.ts';
import { takeBackInvitations } from './take-back-invitations.ts';
import { writeTerms } from './write-terms.ts';
import { isOver } from '../not-over.ts';
import { readTerms } from './read-terms.ts';

const schema = z.object({
  userId: z.string().max(64),
  confirmName: z.string('Please type the organisation’s name.').trim().max(200),
});

/**
 * Hands the organisation over: another member becomes an owner, and the one who gives becomes an admin. Asks for the
 * organisation's name typed. Throws `invalid_input` at `confirmName`, `not_found`, `forbidden`, `conflict` for somebody
 * who is an owner already and for a guest whose time is over.
 */
export async function transferOwnership(ctx: Context, input: { userId: string; confirmName: string }): Promise<void> {
  await requirePermission(ctx, 'organisation:transfer');
  const { userId, confirmName } = parseInput(schema, input);
  const { organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only an owner can hand the organisation over.');
  const admin = readTerms({ role: 'admin' });
  await mutate({
    ctx,
    permission: 'organisation:transfer',
    run: async (tx) => {
      const member = await lockMember(tx, ctx, userId);
      const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
      if (confirmName !== name)
        throw fieldError('invalid_input', 'confirmName', 'This is not the organisation’s name. Type it as it stands.');
      if (member.role === 'owner') throw new ClawberthError('conflict', `${member.user.name} is an owner already.`);
      if (isOver(member))
        throw new ClawberthError('conflict', `${member.user.name} is no longer here. Choose somebody else.`);
      await writeTerms(tx, member, readTerms({ role: 'owner' }));
      await takeBackInvitations(tx, { organisationId, invitedById: actor.userId, roles: ['owner'] });
      await writeTerms(tx, { organisationId, userId: actor.userId }, admin);
      return { member, name };
    },
    audit: ({ member, name }) => [
      {
        action: 'organisation.ownership_transferred',
        target: { type: 'member', id: member.userId, name: member.user.name },
        before: { role: member.role },
        after: { role: 'owner', organisation: name },
      },
      {
        action: 'member.role_changed',
        target: { type: 'member', id: actor.userId, name: actor.name },
        before: { role: actor.role },
        after: { role: admin.role },
      },
    ],
  });
}
