import { accountMutate } from '../account-mutate.ts';
import type { AuditActor } from '../audit-row.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, type Account } from './find-account.ts';
import { countFailure, throttleKeys } from './sign-in-throttle.ts';

type Failure = {
  /** The address that was tried, whether or not it has an account. */
  email: string;
  account: Pick<Account, 'userId' | 'name'> | null;
  actor: AuditActor;
  reason: string;
};

/** Counts a wrong password or code against the address tried and the caller's, and tells it in the log. */
export async function noteFailure(request: RequestContext, { email, account, actor, reason }: Failure): Promise<void> {
  await accountMutate({
    request,
    actor,
    userId: account?.userId ?? null,
    run: (tx) => countFailure(tx, throttleKeys(email, request.ip)),
    audit: () => ({
      action: 'account.sign_in_failed',
      result: 'refused',
      target: account === null ? { type: 'account', id: null, name: null } : accountTarget(account),
      after: { reason },
    }),
  });
}
