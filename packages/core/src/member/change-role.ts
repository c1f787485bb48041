import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { roleAllows } from '../permissions.ts';
import { requirePermission } from '../require-permission.ts';
import { askToReplace } from './ask-to-replace.ts';
import { lockMember, requireAnotherOwner, requireOwner } from './lock-member.ts';
import { auditTerms, readTerms, requireOwnBots, termsFields, type RoleTerms } from './read-terms.ts';
import { reachableSecrets } from './reachable-secrets.ts';
import { takeBackInvitations } from './take-back-invitations.ts';
import { writeTerms } from './write-terms.ts';

const schema = z.object({ userId: z.string().max(64), ...termsFields });

/**
 * Gives a member another role, or a guest other bots or another end; it holds from their next request. Only an owner
 * makes owners and unmakes them. Invitations that they could no longer send are taken back, and keys that they
 * could set and no longer may are due to be replaced. Throws `invalid_input`,
 * `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function changeRole(ctx: Context, input: RoleTerms & { userId: string }): Promise<void> {
  await requirePermission(ctx, 'member:manage');
  const { userId, ...wanted } = parseInput(schema, input);
  const terms = readTerms(wanted);
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      if (terms.role === 'owner') requireOwner(ctx.actor);
      const member = await lockMember(tx, ctx, userId);
      if (terms.role !== 'owner') await requireAnotherOwner(tx, member);
      const names = await requireOwnBots(tx, organisationId, terms);
      const earlier = await tx.guestBot.findMany({
        where: { organisationId, userId: member.userId },
        select: { bot: { select: { name: true } } },
      });
      const { userId: invitedById } = member;
      if (!roleAllows(terms.role, 'member:manage')) await takeBackInvitations(tx, { organisationId, invitedById });
      else if (terms.role !== 'owner') await takeBackInvitations(tx, { organisationId, invitedById, roles: ['owner'] });
      // Who could set keys and no longer may has known them.
      if (roleAllows(member.role, 'secret:manage') && !roleAllows(terms.role, 'secret:manage'))
        await askToReplace(tx, organisationId, await reachableSecrets(tx, member));
      await writeTerms(tx, member, terms);
      const before = auditTerms(
        { role: member.role, guestUntil: member.expiresAt },
        earlier.map(({ bot }) => bot.name),
      );
      return { member, before, after: auditTerms(terms, names) };
    },
    audit: ({ member, before, after }) => ({
      action: 'member.role_changed',
      target: { type: 'member', id: member.userId, name: member.user.name },
      before,
      after,
    }),
  });
}
