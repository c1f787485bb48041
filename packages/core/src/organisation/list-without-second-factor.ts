import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { readAccounts, readAs } from '../scope-of.ts';
import type { MemberWithoutSecondFactor } from './views.ts';
import { stillMember } from '../not-over.ts';

/** Who could not enter until they set a second factor up, if it were asked of everybody: at most 500, by name. */
export async function listWithoutSecondFactor(ctx: Context): Promise<MemberWithoutSecondFactor[]> {
  await requirePermission(ctx, 'organisation:secure');
  const memberships = await readAs(ctx).membership.findMany({
    where: { organisationId: ctx.organisationId, ...stillMember() },
    select: { userId: true, user: { select: { name: true } } },
    orderBy: { user: { name: 'asc' } },
    take: 500,
  });
  // Row-level security shows nobody another person's second factor: Clawberth looks for those members, and says yes or no.
  const having = await readAccounts(ctx.services).secondFactor.findMany({
    where: { userId: { in: memberships.map(({ userId }) => userId) }, confirmedAt: { not: null } },
    select: { userId: true },
  });
  const safe = new Set(having.map(({ userId }) => userId));
  return memberships.filter(({ userId }) => !safe.has(userId)).map(({ userId, user }) => ({ userId, name: user.name }));
}
