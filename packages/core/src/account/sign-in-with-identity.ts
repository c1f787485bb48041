import type { RequestContext } from '../request-context.ts';
import { recordPlatformRefusal } from '../record-refusal.ts';
import { ClawberthError } from '../errors.ts';
import { readAccounts } from '../scope-of.ts';
import { openSession, type SignedIn } from '../session/open-session.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { signAccountTicket } from './account-ticket.ts';
import { createAccount } from './create-account.ts';
import { findAccountByEmail } from './find-account.ts';
import { PROVIDER_NAMES, readIdentity, readName, requireVerifiedEmail } from './identity-input.ts';
import type { OutsideIdentity } from './views.ts';

export type IdentitySignIn =
  | ({ kind: 'signed_in'; created: boolean } & SignedIn)
  /** The account asks for a code: keep the ticket in a cookie and call finishSignIn with it. */
  | { kind: 'second_factor_required'; ticket: string };

/**
 * Signs in whoever has proved at Google or GitHub who they are. Somebody new, whose address the provider has checked,
 * gets an account with an organisation. An address that has an account is never connected silently: `conflict` says how.
 * Throws `forbidden` for an address that is not checked; every refusal is in the log.
 */
export async function signInWithIdentity(request: RequestContext, input: OutsideIdentity): Promise<IdentitySignIn> {
  const identity = readIdentity(input);
  const { provider } = identity;
  const known = await findKnown(request, identity);
  if (known !== null) return signInKnown(request, identity, known);
  const created = await tellRefusal(request, identity, () => makeAccount(request, identity));
  // Null when the same person's other tab was faster.
  if (created === null) return signInWithIdentity(request, identity);
  const signedIn = await openSession(request, created, { method: provider, secondFactor: false });
  return { kind: 'signed_in', created: true, ...signedIn };
}

type Known = { id: string; email: string; name: string; hasSecondFactor: boolean };

async function findKnown({ services }: RequestContext, identity: OutsideIdentity): Promise<Known | null> {
  const { provider, providerAccountId } = identity;
  const row = await readAccounts(services).identity.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    include: { user: { include: { secondFactor: { select: { confirmedAt: true } } } } },
  });
  if (row === null) return null;
  const { id, email, name, secondFactor } = row.user;
  return { id, email, name, hasSecondFactor: (secondFactor?.confirmedAt ?? null) !== null };
}

async function signInKnown(
  request: RequestContext,
  { provider }: OutsideIdentity,
  { hasSecondFactor, ...person }: Known,
): Promise<IdentitySignIn> {
  if (hasSecondFactor) {
    const claims = { purpose: 'code', provider, userId: person.id, sessionId: null } as const;
    return { kind: 'second_factor_required', ticket: signAccountTicket(request.services, claims) };
  }
  const signedIn = await openSession(request, person, { method: provider, secondFactor: false });
  return { kind: 'signed_in', created: false, ...signedIn };
}

async function makeAccount(request: RequestContext, identity: OutsideIdentity) {
  const email = requireVerifiedEmail(identity);
  if ((await findAccountByEmail(request.services, email)) !== null) {
    if ((await findKnown(request, identity)) !== null) return null;
    throw hasAccount(identity);
  }
  const name = readName(identity.name, email);
  const organisationName = `${[...name].slice(0, 45).join('')}’s bots`;
  try {
    const { userId } = await createAccount(request, { email, name, passwordHash: null, organisationName, identity });
    return { id: userId, email, name };
  } catch (error) {
    if (isUniqueViolation(error, 'Identity_pkey')) return null;
    if (!isUniqueViolation(error, 'email')) throw error;
    if ((await findKnown(request, identity)) !== null) return null;
    throw hasAccount(identity);
  }
}

/** The one refusal that says that an account exists: to somebody who has proved that the address is theirs. */
const hasAccount = ({ provider }: OutsideIdentity) =>
  new ClawberthError(
    'conflict',
    `Sign in with your password first, then connect ${PROVIDER_NAMES[provider]} in your account settings.`,
  );

async function tellRefusal<T>(
  request: RequestContext,
  { provider }: OutsideIdentity,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ClawberthError)
      await recordPlatformRefusal(request, `sign-in with ${PROVIDER_NAMES[provider]}`);
    throw error;
  }
}
