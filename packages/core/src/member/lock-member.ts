import type { Prisma, TenantTx } from '@clawberth/db';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { isOver } from '../not-over.ts';

export type MemberRow = Prisma.MembershipGetPayload<{ include: { user: { select: { name: true; email: true } } } }>;
const include = { user: { select: { name: true, email: true } } } as const;

/**
 * The member, with the organisation's members held until the transaction ends, so that everybody who changes one takes
 * turns. Throws `not_found`, `forbidden` when somebody who is no owner reaches for an owner, and `conflict` when the
 * actor's own role has changed since they asked.
 */
export async function lockMember(tx: TenantTx, ctx: Context, userId: string): Promise<MemberRow> {
  const { organisationId, actor } = ctx;
  const id = idOrNotFound('member', userId);
  await tx.$queryRaw`select 1 from "Membership" where "organisationId" = ${organisationId}::uuid order by "userId" for update`;
  await requireSameActor(tx, ctx);
  const member = await tx.membership.findUnique({
    where: { organisationId_userId: { organisationId, userId: id } },
    include,
  });
  if (member === null) throw notFound('member');
  if (member.role === 'owner') requireOwner(actor);
  return member;
}

/** Two owners who act at once: the one who came second may be no owner any more. */
async function requireSameActor(tx: TenantTx, { organisationId, actor }: Context): Promise<void> {
  if (actor.type !== 'user') return;
  const own = await tx.membership.findUnique({
    where: { organisationId_userId: { organisationId, userId: actor.userId } },
  });
  if (own === null || isOver(own)) throw notFound('organisation');
  if (own.role !== actor.role)
    throw new ClawberthError('conflict', 'Your own role has just been changed. Reload the page to go on.');
}

/** Throws `forbidden` unless the actor is an owner. */
export function requireOwner(actor: Context['actor']): void {
  if (actor.type === 'user' && actor.role === 'owner') return;
  throw new ClawberthError('forbidden', 'Only an owner can decide about owners. Ask one of them.');
}

/** Throws `conflict` when the member is the last owner. */
export async function requireAnotherOwner(
  tx: TenantTx,
  { organisationId, userId, role }: MemberRow,
  message = 'This is the last owner. Make somebody else an owner first.',
): Promise<void> {
  if (role !== 'owner') return;
  const others = await tx.membership.count({ where: { organisationId, role: 'owner', userId: { not: userId } } });
  if (others > 0) return;
  throw new ClawberthError('conflict', message);
}
