import 'server-only';
import { session, type RequestContext } from '@clawberth/core';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { cache } from 'react';
import { authOptions } from './auth-options.ts';
import { getServices } from './services.ts';

export type SessionUser = session.SessionOfUser;

type SessionFacts = { sessionId?: string };

const resume = cache(async (touch: boolean): Promise<SessionUser | null> => {
  const cookie = await getServerSession<NextAuthOptions, SessionFacts>(authOptions());
  if (!cookie?.sessionId) return null;
  return session.resume({ services: await getServices() }, { sessionId: cookie.sessionId, touch });
});

/**
 * Who is signed in: the cookie names the session, the database says whether it still lives; null when nobody is.
 * A stream in the background is no sign of a person at work: `{ background: true }` leaves the idle time running.
 */
export function readSession({ background = false }: { background?: boolean } = {}): Promise<SessionUser | null> {
  return resume(!background);
}

/** What core wants to know of a session. */
export function sessionFacts(user: SessionUser | null): RequestContext['session'] {
  return user && { id: user.sessionId, secondFactor: user.secondFactor };
}
