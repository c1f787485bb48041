import 'server-only';
import { session } from '@clawberth/core';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { cache } from 'react';
import { authOptions } from './auth-options.ts';
import { getServices } from './services.ts';

export type { SessionUser } from './session-facts.ts';

type SessionFacts = { sessionId?: string };

const readCookie = cache(async (): Promise<string | null> => {
  const cookie = await getServerSession<NextAuthOptions, SessionFacts>(authOptions());
  return cookie?.sessionId ?? null;
});

const resume = cache(async (touch: boolean): Promise<session.LivingSession | null> => {
  const sessionId = await readCookie();
  return sessionId === null ? null : session.resume({ services: await getServices() }, { sessionId, touch });
});

/** Why the session that this browser still has a cookie of is over; null when it lives, or there is no cookie. */
export async function readSessionEnd(): Promise<session.SessionEnd | null> {
  const sessionId = await readCookie();
  return sessionId === null ? null : session.explainEnd({ services: await getServices() }, { sessionId });
}

/**
 * Who is signed in: the cookie names the session, the database says whether it still lives; null when nobody is.
 * A stream in the background is no sign of a person at work: `{ background: true }` leaves the idle time running.
 */
export function readSession({
  background = false,
}: { background?: boolean } = {}): Promise<session.LivingSession | null> {
  return resume(!background);
}
