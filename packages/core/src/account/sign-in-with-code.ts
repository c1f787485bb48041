import type { SignInMethod } from '@clawberth/db';
import type { RequestContext } from '../request-context.ts';
import { readSecondFactor } from '../second-factor/read-second-factor.ts';
import { useCode } from '../second-factor/use-code.ts';
import { openSession, type SignedIn } from '../session/open-session.ts';
import type { Account } from './find-account.ts';
import { noteFailure } from './note-failure.ts';
import { clearFailures } from './sign-in-throttle.ts';

/**
 * The second step of signing in, after the first one has fitted: opens a session for a code of the app or a recovery
 * code. 'code_refused' for one that is wrong, forged or was used before; it counts as a failed sign-in.
 * The caller has made sure that neither account nor address is locked.
 */
export async function signInWithCode(
  request: RequestContext,
  account: Account,
  { method, code }: { method: SignInMethod; code: string },
): Promise<SignedIn | 'code_refused'> {
  const factor = await readSecondFactor(request.services, account.userId);
  if (factor === null || (await useCode(request, account, factor, code)) === null) {
    const { email } = account;
    await noteFailure(request, { email, account, actor: { type: 'anonymous' }, reason: 'wrong code' });
    return 'code_refused';
  }
  return openSession(
    request,
    { id: account.userId, email: account.email, name: account.name },
    { method, secondFactor: true, alongside: (tx) => clearFailures(tx, account.email) },
  );
}
