import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { readOwn } from '../scope-of.ts';

/**
 * For what stays open, like a stream: throws `not_found` once the actor is no longer what the context says: removed,
 * in another role, a guest or a visit run out, signed out. Opening it again then shows what holds now.
 */
export async function requireStillHere({ services, organisationId, actor, session }: Context): Promise<void> {
  if (!('userId' in actor)) return;
  const { userId } = actor;
  const read = readOwn(services, userId);
  const now = new Date();
  const [membership, living] = await Promise.all([
    read.membership.findUnique({ where: { organisationId_userId: { organisationId, userId } } }),
    session === null
      ? 1
      : read.session.count({ where: { id: session.id, userId, endedAt: null, expiresAt: { gt: now } } }),
  ]);
  const expired = (membership?.expiresAt ?? now) < now;
  const here = actor.type === 'support' ? actor.until > now : membership?.role === actor.role && !expired;
  if (!here || living === 0) throw notFound('organisation');
}
