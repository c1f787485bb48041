import { ClawberthError } from '../errors.ts';
import { fieldError } from '../input/parse-input.ts';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { readSecondFactor, type OpenSecondFactor } from '../second-factor/read-second-factor.ts';
import { useCode } from '../second-factor/use-code.ts';
import { actorOf, type Account } from './find-account.ts';
import { guardedTry } from './guarded-try.ts';
import { passwordFits } from './hash-password.ts';
import { noteFailure } from './note-failure.ts';

/** What shows that it is still the person: one of both is enough. */
export type Proof = { password?: string | undefined; code?: string | undefined };

/**
 * Makes sure that it is the person who asks, and not somebody at their open browser: by the password, or by a code,
 * which is used up. Who has neither password nor second factor must have signed in within the last ten minutes. Throws
 * `invalid_input` at `password` or `code`, `conflict`, `too_many_requests`; a wrong one counts as a failed sign-in.
 */
export async function proveAgain(request: RequestContext, account: Account, proof: Proof): Promise<void> {
  const factor = await readSecondFactor(request.services, account.userId);
  const inForce = factor !== null && factor.confirmedAt !== null ? factor : null;
  if (account.passwordHash === null && inForce === null) return requireFreshSession(request, account);
  await guardedTry(request, account.email, () => check(request, account, inForce, proof));
}

async function check(
  request: RequestContext,
  account: Account,
  factor: OpenSecondFactor | null,
  { password, code }: Proof,
): Promise<void> {
  const actor = actorOf(account);
  const { email } = account;
  if (factor !== null && code) {
    if ((await useCode(request, account, factor, code)) !== null) return;
    await noteFailure(request, { email, account, actor, reason: 'wrong code' });
    throw fieldError('invalid_input', 'code', 'This code does not fit, or it was used before. Wait for the next one.');
  }
  if (account.passwordHash === null) throw fieldError('invalid_input', 'code', 'Please type a code from your app.');
  if (!password || password.length > 128) throw fieldError('invalid_input', 'password', 'Please type your password.');
  if (await passwordFits(account.passwordHash, password)) return;
  await noteFailure(request, { email, account, actor, reason: 'wrong password' });
  throw fieldError('invalid_input', 'password', 'This is not your password. Please type it again.');
}

const FRESH_MS = 10 * 60_000;

async function requireFreshSession({ services, session }: RequestContext, { userId }: Account): Promise<void> {
  const where = { id: session?.id ?? '', userId, endedAt: null, createdAt: { gt: new Date(Date.now() - FRESH_MS) } };
  if (session !== null && (await readAccounts(services).session.count({ where })) > 0) return;
  throw new ClawberthError('conflict', 'Please sign out and in again first. Then you can do this within ten minutes.');
}
