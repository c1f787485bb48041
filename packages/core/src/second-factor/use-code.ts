import { accountMutate } from '../account-mutate.ts';
import { writeAccountLetter } from '../account/account-letter.ts';
import { accountTarget, actorOf, type Account } from '../account/find-account.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { RequestContext } from '../request-context.ts';
import { acceptCode, type AcceptedCode } from './accept-code.ts';
import type { OpenSecondFactor } from './read-second-factor.ts';

/**
 * Uses a code of the app or a recovery code up, and tells it in the log; of a recovery code a letter tells too. Null when
 * it does not fit: nothing is written then.
 */
export async function useCode(
  request: RequestContext,
  account: Account,
  factor: OpenSecondFactor,
  typed: string,
): Promise<AcceptedCode | null> {
  const { accepted } = await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      const accepted = await acceptCode(tx, factor, typed);
      if (accepted?.kind !== 'recovery') return { accepted, queued: [] };
      const told = { kind: 'recovery_code_used', codesLeft: accepted.codesLeft } as const;
      const letter = await writeAccountLetter(request, account, told);
      return { accepted, queued: [await queueMail(tx, letter)] };
    },
    audit: ({ accepted, queued }) => {
      if (accepted === null) return [];
      const target = accountTarget(account);
      if (accepted.kind === 'app') return { action: 'account.second_factor_used', target };
      const after = { recovery_codes_left: accepted.codesLeft };
      return [{ action: 'account.recovery_code_used', target, after }, ...queued];
    },
  });
  return accepted;
}
