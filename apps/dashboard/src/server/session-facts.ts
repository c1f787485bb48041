import type { RequestContext, session } from '@clawberth/core';

export type SessionUser = session.LivingSession;

/** What core wants to know of a session. */
export function sessionFacts(user: SessionUser | null): RequestContext['session'] {
  return user && { id: user.sessionId, secondFactor: user.secondFactor };
}
