import 'server-only';
import { session, type RequestContext } from '@clawberth/core';
import { cookies } from 'next/headers';
import { getToken } from 'next-auth/jwt';
import { env } from '@/env.ts';
import type { SessionUser } from './session-facts.ts';
import { sessionCookieName } from './session-cookies.ts';

/**
 * Whose browser this is while somebody signs in, by the cookie that is still there; null when nobody is signed in.
 * Pages and actions ask readSession, which goes through next-auth.
 */
export async function readCookieSession(request: Pick<RequestContext, 'services'>): Promise<SessionUser | null> {
  const jar = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL } = env();
  const cookieName = sessionCookieName(NEXTAUTH_URL);
  const token = await getToken({ req: { cookies: jar, headers: {} } as never, secret, cookieName });
  const sessionId = token?.['sessionId'];
  return typeof sessionId === 'string' ? session.resume(request, { sessionId, touch: true }) : null;
}
