import 'server-only';
import { account, ClawberthError } from '@clawberth/core';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { env } from '@/env.ts';
import { buildRequestContext } from './request-context.ts';
import { logUnknown } from './log-unknown.ts';

/** Names the sign-in form's error; the form has one sentence for each. */
export const SIGN_IN_ERRORS = ['too_many_requests', 'internal'] as const;

const SESSION_SECONDS = 24 * 60 * 60;
const credentialsSchema = z.object({ email: z.string().max(254), password: z.string().max(128) });

/** next-auth's options: credentials checked by core, the session a signed and encrypted cookie of 24 hours. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(input, request) {
          const parsed = credentialsSchema.safeParse(input);
          if (!parsed.success) return null;
          return verify(parsed.data, new Headers(request.headers as Record<string, string> | undefined));
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { ...token, sub: user.id, name: user.name ?? null, email: user.email ?? null } : token,
      session: ({ session, token }) => ({
        ...session,
        user: { id: token.sub ?? '', name: token.name ?? '', email: token.email ?? '' },
      }),
    },
  };
}

async function verify(credentials: z.infer<typeof credentialsSchema>, headers: Headers) {
  try {
    const request = await buildRequestContext(headers);
    const user = await account.verifyPassword(request, credentials);
    return user && { id: user.userId, email: user.email, name: user.name };
  } catch (error) {
    if (error instanceof ClawberthError && error.code === 'too_many_requests')
      throw new Error('too_many_requests', { cause: error });
    logUnknown(error, { where: 'sign-in' });
    throw new Error('internal', { cause: error });
  }
}
