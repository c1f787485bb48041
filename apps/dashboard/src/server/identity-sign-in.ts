import 'server-only';
import { account, ClawberthError, session, type ErrorCode, type RequestContext } from '@clawberth/core';
import { cookies, headers } from 'next/headers';
import { getToken } from 'next-auth/jwt';
import { env } from '@/env.ts';
import { nextPath } from '@/lib/next-path.ts';
import { dropTicket, keepTicket, readTicket } from './account-cookies.ts';
import type { IdentityProvider, IdentityUser } from './identity-providers.ts';
import { logUnknown } from './log-unknown.ts';
import { buildRequestContext } from './request-context.ts';
import { sessionCookieName } from './session-cookies.ts';

/** The page that shows how somebody signs in, and where connecting ends. */
const ACCOUNT_PATH = '/account';

/** What next-auth's signIn callback answers: a session was opened, or the path to go to instead. */
export type IdentityAnswer = { opened: { id: string; sessionId: string } } | { goTo: string };

/**
 * What Google or GitHub said, taken to core: signs in, asks for a code, or connects the identity to the account of
 * whoever began that in their settings. Refusals end at `/sign-in?error=<code>&provider=<id>`, or in the settings.
 */
export async function answerIdentity(provider: IdentityProvider, user: IdentityUser): Promise<IdentityAnswer> {
  const { id, name, email, emailVerified } = user;
  const identity: account.OutsideIdentity = { provider, providerAccountId: id, name, email, emailVerified };
  const request = await buildRequestContext(await headers());
  const connecting = await readTicket('connect');
  if (connecting !== null) {
    await dropTicket('connect');
    const person = await readPerson(request);
    // Whoever began it has signed out since: then this is somebody who signs in.
    if (person !== null) return connect(request, person, connecting, identity);
  }
  try {
    const result = await account.signInWithIdentity(request, identity);
    if (result.kind === 'signed_in') return { opened: { id: result.userId, sessionId: result.sessionId } };
    await keepTicket('code', result.ticket);
    return { goTo: `/sign-in?${query({ step: 'code', next: await readNext() })}` };
  } catch (error) {
    return { goTo: `/sign-in?${query({ error: codeOf(error), provider })}` };
  }
}

type Person = session.SessionOfUser;

async function connect(
  request: RequestContext,
  { userId, sessionId, secondFactor }: Person,
  ticket: string,
  identity: account.OutsideIdentity,
): Promise<IdentityAnswer> {
  const { provider } = identity;
  try {
    const own = { ...request, session: { id: sessionId, secondFactor } };
    await account.connectIdentity(own, { userId, ticket, identity });
    return { goTo: `${ACCOUNT_PATH}?${query({ connected: provider })}` };
  } catch (error) {
    return { goTo: `${ACCOUNT_PATH}?${query({ error: codeOf(error), provider })}` };
  }
}

/** Whose browser this is, by the session cookie; null when nobody is signed in. */
async function readPerson(request: RequestContext): Promise<Person | null> {
  const jar = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL } = env();
  const cookieName = sessionCookieName(NEXTAUTH_URL);
  const token = await getToken({ req: { cookies: jar, headers: {} } as never, secret, cookieName });
  const sessionId = token?.['sessionId'];
  return typeof sessionId === 'string' ? session.resume(request, { sessionId, touch: true }) : null;
}

/** Where the person wanted to go, as next-auth keeps it. */
async function readNext(): Promise<string> {
  const kept = (await cookies()).getAll().find(({ name }) => name.endsWith('next-auth.callback-url'))?.value ?? '';
  if (!URL.canParse(kept)) return '/';
  const { pathname, search } = new URL(kept);
  return nextPath(pathname + search);
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof ClawberthError && error.code !== 'internal') return error.code;
  logUnknown(error, { where: 'sign-in with an identity' });
  return 'internal';
}

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();
