import type { SignInMethod } from '@clawberth/db';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import { livingSession } from './limits.ts';
import type { SessionOfUser } from './resume-session.ts';

export type SessionView = {
  id: string;
  method: SignInMethod;
  secondFactor: boolean;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  /** The one that asks. */
  current: boolean;
};

/** A person's living sessions, the last used first; at most 100. */
export async function listSessions(
  { services }: RequestContext,
  { userId, sessionId }: Pick<SessionOfUser, 'userId' | 'sessionId'>,
): Promise<SessionView[]> {
  const rows = await readOwn(services, userId).session.findMany({
    where: { userId, ...livingSession() },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  });
  return rows.map(({ id, method, secondFactorAt, ip, userAgent, createdAt, lastSeenAt }) => ({
    id,
    method,
    secondFactor: secondFactorAt !== null,
    ip,
    userAgent,
    createdAt,
    lastSeenAt,
    current: id === sessionId,
  }));
}
