import 'server-only';
import { session } from '@clawberth/core';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { cache } from 'react';
import { authOptions } from './auth-options.ts';
import { getServices } from './services.ts';
import type { SessionUser } from './session-facts.ts';

export type { SessionUser } from './session-facts.ts';

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
