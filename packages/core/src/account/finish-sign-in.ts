import type { RequestContext } from '../request-context.ts';
import type { SignedIn } from '../session/open-session.ts';
import { readAccountTicket } from './account-ticket.ts';
import { findAccount } from './find-account.ts';
import { guardedTry } from './guarded-try.ts';
import { signInWithCode } from './sign-in-with-code.ts';

/**
 * The second step after signInWithIdentity asked for a code. 'code_refused' for a wrong one, which counts as a failed
 * sign-in. Throws `not_signed_in` for a ticket that is forged or older than ten minutes, `too_many_requests`.
 */
export async function finishSignIn(
  request: RequestContext,
  { ticket, code }: { ticket: string; code: string },
): Promise<SignedIn | 'code_refused'> {
  const { userId, provider } = readAccountTicket(request.services, 'code', ticket);
  const account = await findAccount(request.services, userId);
  return guardedTry(request, account.email, () => signInWithCode(request, account, { method: provider, code }));
}
