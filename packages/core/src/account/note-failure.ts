import { accountMutate } from '../account-mutate.ts';
import type { AuditActor } from '../audit-row.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, type Account } from './find-account.ts';
import { countFailure, throttleKeys } from './sign-in-throttle.ts';

/** Counts a wrong password or code against the account and the caller's address, and tells it in the log. */
export async function noteFailure(
  request: RequestContext,
  account: Account,
  { actor, reason }: { actor: AuditActor; reason: string },
): Promise<void> {
  await accountMutate({
    request,
    actor,
    userId: account.userId,
    run: (tx) => countFailure(tx, throttleKeys(account.email, request.ip)),
    audit: () => ({
      action: 'account.sign_in_failed',
      result: 'refused',
      target: accountTarget(account),
      after: { reason },
    }),
  });
}
