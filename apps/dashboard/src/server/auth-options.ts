import 'server-only';
import { account, ClawberthError, session } from '@clawberth/core';
import { headers as requestHeaders } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { env } from '@/env.ts';
import { buildRequestContext } from './request-context.ts';
import { logUnknown } from './log-unknown.ts';

/** Names the sign-in form's error; the form has one sentence for each. */
export const SIGN_IN_ERRORS = ['too_many_requests', 'second_factor_required', 'code_refused', 'internal'] as const;

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
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(input, request) {
          const parsed = credentialsSchema.safeParse(input);
          if (!parsed.success) return null;
          return verify(parsed.data, new Headers(request.headers as Record<string, string> | undefined));
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: (user as Opened).sessionId } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token['sessionId'] }),
    },
    events: {
      signOut: async ({ token }) => endSession(token),
    },
  };
}

type Opened = { id: string; sessionId: string };

async function verify(credentials: z.infer<typeof credentialsSchema>, headers: Headers): Promise<Opened | null> {
  try {
    const signedIn = await account.signIn(await buildRequestContext(headers), credentials);
    if (typeof signedIn === 'string') throw new SignInRefused(signedIn);
    return signedIn && { id: signedIn.userId, sessionId: signedIn.sessionId };
  } catch (error) {
    if (error instanceof SignInRefused) throw error;
    if (error instanceof ClawberthError && isSignInError(error.code)) throw new SignInRefused(error.code);
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
