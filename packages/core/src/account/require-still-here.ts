import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { readOwn } from '../scope-of.ts';
import { isOver, notOver } from '../not-over.ts';

/**
 * For what stays open, like a stream: throws `not_found` once the actor is no longer what the context says: removed,
 * in another role, a guest or a visit run out, signed out. Opening it again then shows what holds now.
 */
export async function requireStillHere({ services, organisationId, actor, session }: Context): Promise<void> {
  if (!('userId' in actor)) return;
  const { userId } = actor;
  const read = readOwn(services, userId);
  const now = new Date();
  const [membership, living, visits] = await Promise.all([
    read.membership.findUnique({ where: { organisationId_userId: { organisationId, userId } } }),
    session === null ? 1 : read.session.count({ where: { id: session.id, userId, ...notOver(now) } }),
    actor.type === 'support' ? read.supportVisit.count({ where: { id: actor.visitId, ...notOver(now) } }) : 0,
  ]);
  const member = membership !== null && !isOver(membership, now);
  const here = actor.type === 'support' ? visits > 0 : member && membership.role === actor.role;
  if (!here || living === 0) throw notFound('organisation');
}
