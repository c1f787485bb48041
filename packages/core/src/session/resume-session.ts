import type { PlatformRole } from '@clawberth/db';
import { z } from 'zod';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { TOUCH_MS, endOf, livingSession } from './limits.ts';

export type SessionOfUser = {
  sessionId: string;
  userId: string;
  email: string;
  name: string;
  secondFactor: boolean;
  platformRole: PlatformRole | null;
};

/** A session that lives, when it will end by itself if nothing more happens, and when it will end whatever happens. */
export type LivingSession = SessionOfUser & { endsAt: Date; expiresAt: Date };

/**
 * Who this session belongs to, read anew for each request; null once it has ended: signed out here or everywhere, unused
 * for 30 minutes, 24 hours old. `touch` says that a person is at work, as a stream in the background is not.
 */
export async function resumeSession(
  { services }: Pick<RequestContext, 'services'>,
  { sessionId, touch }: { sessionId: string; touch: boolean },
): Promise<LivingSession | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const now = new Date();
  const session = await readAccounts(services).session.findFirst({
    where: { id: sessionId, ...livingSession(now) },
    include: { user: { select: { id: true, email: true, name: true, platformRole: true } } },
  });
  if (session === null) return null;
  const due = touch && now.getTime() - session.lastSeenAt.getTime() > TOUCH_MS;
  if (due) await services.database.lookup.$queryRaw`select touch_session(${sessionId}::uuid)::text`;
  const { expiresAt, secondFactorAt } = session;
  const endsAt = endOf({ expiresAt, lastSeenAt: due ? now : session.lastSeenAt });
  const { id: userId, email, name, platformRole } = session.user;
  return { sessionId, userId, email, name, platformRole, secondFactor: secondFactorAt !== null, endsAt, expiresAt };
}
