import 'server-only';
import { account, ClawberthError, session, type RequestContext } from '@clawberth/core';
import { headers as requestHeaders } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { env } from '@/env.ts';
import { dropTicket, readTicket } from './account-cookies.ts';
import { readCookieSession } from './cookie-session.ts';
import { identityProviders, type IdentityProvider, type IdentityUser } from './identity-providers.ts';
import { answerIdentity } from './identity-sign-in.ts';
import { buildRequestContext } from './request-context.ts';
import { logUnknown } from './log-unknown.ts';
import { sessionCookies } from './session-cookies.ts';
import { sessionFacts } from './session-facts.ts';

/** Names the sign-in form's error; the form has one sentence for each. Core's own words follow where they say how long. */
export const SIGN_IN_ERRORS = [
  'too_many_requests',
  'second_factor_required',
  'code_refused',
  'not_signed_in',
  'internal',
] as const;

const codeSchema = z.object({ code: z.string().min(1).max(100) });
const SESSION_SECONDS = 24 * 60 * 60;
const credentialsSchema = z.object({
  email: z.string().max(254),
  password: z.string().max(128),
  code: z.string().max(100).optional(),
});

/** next-auth's options: credentials checked by core; the cookie, of 24 hours at most, names a session in the database. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: sessionCookies(env().NEXTAUTH_URL),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(input, request) {
          const parsed = credentialsSchema.safeParse(input);
          if (!parsed.success) return null;
          return verify(request.headers, (context) => account.signIn(context, parsed.data));
        },
      }),
      // The second step after Google or GitHub: the ticket is in a cookie, the person types the code.
      Credentials({
        id: 'code',
        credentials: { code: {} },
        async authorize(input, request) {
          const parsed = codeSchema.safeParse(input);
          const ticket = await readTicket('code');
          if (!parsed.success || ticket === null) return null;
          const { code } = parsed.data;
          const opened = await verify(request.headers, (context) => account.finishSignIn(context, { ticket, code }));
          await dropTicket('code');
          return opened;
        },
      }),
      ...identityProviders(env()),
    ],
    callbacks: {
      // Also opens the session: what it puts on `user` is what the jwt callback finds there.
      signIn: async ({ user, account: from }) => {
        if (from?.type !== 'oauth') return true;
        const answer = await answerIdentity(from.provider as IdentityProvider, user as unknown as IdentityUser);
        if ('goTo' in answer) return answer.goTo;
        Object.assign(user, answer.opened);
        return true;
      },
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: (user as Opened).sessionId } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token['sessionId'] }),
    },
    events: {
      signOut: async ({ token }) => endSession(token),
    },
  };
}

type Opened = { id: string; sessionId: string };

type Verdict = account.SignedIn | 'second_factor_required' | 'code_refused' | null;

async function verify(headers: unknown, ask: (context: RequestContext) => Promise<Verdict>): Promise<Opened | null> {
  try {
    const request = await buildRequestContext(new Headers(headers as Record<string, string> | undefined));
    // A session that this browser still has ends with the new one (ASVS 5.0 7.2.4).
    const verdict = await ask({ ...request, session: sessionFacts(await readCookieSession(request)) });
    if (typeof verdict === 'string') throw new SignInRefused(verdict);
    return verdict && { id: verdict.userId, sessionId: verdict.sessionId };
  } catch (error) {
    if (error instanceof SignInRefused) throw error;
    if (error instanceof ClawberthError && isSignInError(error.code))
      throw new SignInRefused(error.code === 'too_many_requests' ? `${error.code}: ${error.message}` : error.code);
    logUnknown(error, { where: 'sign-in' });
    throw new Error('internal', { cause: error });
  }
}

/** The cookie is thrown away by next-auth; this ends what it stood for. */
async function endSession(token: JWT): Promise<void> {
  const sessionId = token['sessionId'];
  if (typeof sessionId !== 'string') return;
  const request = await buildRequestContext(await requestHeaders());
  const user = await session.resume(request, { sessionId, touch: false });
  if (user) await session.end(request, user, { sessionId });
}

/** next-auth hands the message of an error on to the form. */
class SignInRefused extends Error {}

function isSignInError(code: string): boolean {
  return SIGN_IN_ERRORS.some((one) => one === code);
}
