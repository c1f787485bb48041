import type { Prisma, TenantTx } from '@clawberth/db';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';

type MemberRow = Prisma.MembershipGetPayload<{ include: { user: { select: { name: true } } } }>;

/**
 * The member, with the organisation's members held until the transaction ends. Throws `not_found`, and
 * `forbidden` when somebody who is no owner reaches for an owner.
 */
export async function lockMember(tx: TenantTx, { organisationId, actor }: Context, userId: string): Promise<MemberRow> {
  const id = idOrNotFound('member', userId);
  await tx.$queryRaw`select 1 from "Membership" where "organisationId" = ${organisationId}::uuid order by "userId" for update`;
  const where = { organisationId_userId: { organisationId, userId: id } };
  const member = await tx.membership.findUnique({ where, include: { user: { select: { name: true } } } });
  if (member === null) throw notFound('member');
  if (member.role === 'owner') requireOwner(actor);
  return member;
}

/** Throws `forbidden` unless the actor is an owner. */
export function requireOwner(actor: Context['actor']): void {
  if (actor.type === 'user' && actor.role === 'owner') return;
  throw new ClawberthError('forbidden', 'Only an owner can decide about owners. Ask one of them.');
}

/** Throws `conflict` when the member is the last owner. */
export async function requireAnotherOwner(tx: TenantTx, { organisationId, userId, role }: MemberRow): Promise<void> {
  if (role !== 'owner') return;
  const others = await tx.membership.count({ where: { organisationId, role: 'owner', userId: { not: userId } } });
  if (others > 0) return;
  throw new ClawberthError('conflict', 'This is the last owner. Make somebody else an owner first.');
}
