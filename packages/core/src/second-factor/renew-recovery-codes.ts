import { accountMutate } from '../account-mutate.ts';
import { accountTarget, actorOf, findAccount } from '../account/find-account.ts';
import { proveAgain, type Proof } from '../account/prove-again.ts';
import type { RequestContext } from '../request-context.ts';
import { isOff } from './is-off.ts';
import { replaceRecoveryCodes } from './replace-recovery-codes.ts';

/**
 * Ten new recovery codes, given this once; those before no longer work. Throws `conflict` while the second factor is
 * off, and what proveAgain throws.
 */
export async function renewRecoveryCodes(
  request: RequestContext,
  { userId, proof }: { userId: string; proof: Proof },
): Promise<{ recoveryCodes: string[] }> {
  const account = await findAccount(request.services, userId);
  await proveAgain(request, account, proof);
  const recoveryCodes = await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      // Holds the row, so that nobody turns it off meanwhile and leaves codes behind.
      const rows = await tx.$queryRaw<unknown[]>`
        select 1 from "SecondFactor" where "userId" = ${account.userId}::uuid and "confirmedAt" is not null for update`;
      if (rows.length === 0) throw isOff();
      return replaceRecoveryCodes(tx, account.userId);
    },
    audit: (codes) => ({
      action: 'account.recovery_codes_renewed',
      target: accountTarget(account),
      after: { recovery_codes: codes.length },
    }),
  });
  return { recoveryCodes };
}
