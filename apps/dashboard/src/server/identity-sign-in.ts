import 'server-only';
import { account, ClawberthError, type ErrorCode, type RequestContext } from '@clawberth/core';
import { cookies, headers } from 'next/headers';
import { nextPath } from '@/lib/next-path.ts';
import { dropTicket, keepTicket, readTicket } from './account-cookies.ts';
import type { IdentityProvider, IdentityUser } from './identity-providers.ts';
import { logUnknown } from './log-unknown.ts';
import { readCookieSession } from './cookie-session.ts';
import { buildRequestContext } from './request-context.ts';
import { sessionFacts, type SessionUser } from './session-facts.ts';

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
  const asked = await buildRequestContext(await headers());
  const person = await readCookieSession(asked);
  const request = { ...asked, session: sessionFacts(person) };
  const connecting = await readTicket('connect');
  if (connecting !== null) {
    await dropTicket('connect');
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

async function connect(
  request: RequestContext,
  { userId }: SessionUser,
  ticket: string,
  identity: account.OutsideIdentity,
): Promise<IdentityAnswer> {
  const { provider } = identity;
  try {
    await account.connectIdentity(request, { userId, ticket, identity });
    return { goTo: `${ACCOUNT_PATH}?${query({ connected: provider })}` };
  } catch (error) {
    return { goTo: `${ACCOUNT_PATH}?${query({ error: codeOf(error), provider })}` };
  }
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
