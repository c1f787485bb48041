import { accountMutate } from '../account-mutate.ts';
import { accountTarget, actorOf, type Account } from '../account/find-account.ts';
import type { RequestContext } from '../request-context.ts';
import { acceptCode, type AcceptedCode } from './accept-code.ts';
import type { OpenSecondFactor } from './read-second-factor.ts';

/** Uses a code of the app or a recovery code up, and tells it in the log. Null when it does not fit: nothing is written then. */
export function useCode(
  request: RequestContext,
  account: Account,
  factor: OpenSecondFactor,
  typed: string,
): Promise<AcceptedCode | null> {
  return accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: (tx) => acceptCode(tx, factor, typed),
    audit: (accepted) => {
      if (accepted === null) return [];
      const target = accountTarget(account);
      if (accepted.kind === 'app') return { action: 'account.second_factor_used', target };
      return { action: 'account.recovery_code_used', target, after: { recovery_codes_left: accepted.codesLeft } };
    },
  });
}
