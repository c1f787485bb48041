import { accountMutate } from '../account-mutate.ts';
import { writeAccountLetter } from '../account/account-letter.ts';
import { accountTarget, actorOf, findAccount } from '../account/find-account.ts';
import { proveAgain, type Proof } from '../account/prove-again.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { RequestContext } from '../request-context.ts';
import { isOff } from './is-off.ts';

/**
 * Signing in asks for no code any more; secret and recovery codes are gone, and a letter tells the person. An organisation that demands a second
 * factor stays closed until there is one again. Throws `conflict` when it is off, and what proveAgain throws.
 */
export async function turnOffSecondFactor(
  request: RequestContext,
  { userId, proof }: { userId: string; proof: Proof },
): Promise<void> {
  const account = await findAccount(request.services, userId);
  await proveAgain(request, account, proof);
  const letter = await writeAccountLetter(request, account, { kind: 'second_factor_off' });
  await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      const { count } = await tx.secondFactor.deleteMany({
        where: { userId: account.userId, confirmedAt: { not: null } },
      });
      if (count === 0) throw isOff();
      await tx.recoveryCode.deleteMany({ where: { userId: account.userId } });
      await tx.session.updateMany({ where: { userId: account.userId, endedAt: null }, data: { secondFactorAt: null } });
      return queueMail(tx, letter);
    },
    audit: (queued) => [{ action: 'account.second_factor_off', target: accountTarget(account) }, queued],
  });
}
