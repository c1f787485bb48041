import { accountMutate } from '../account-mutate.ts';
import { accountTarget, actorOf, findAccount } from '../account/find-account.ts';
import { proveAgain, type Proof } from '../account/prove-again.ts';
import { ClawberthError } from '../errors.ts';
import type { RequestContext } from '../request-context.ts';
import { secondFactorPlace } from '../secrets/places.ts';
import { makeTotpSecret, type TotpSecret } from './make-totp-secret.ts';
import { readSecondFactor } from './read-second-factor.ts';

/**
 * A new secret for the person's authenticator app, given this once; not in force until confirmSecondFactor. Starting
 * again replaces it. Throws `conflict` when a second factor is on, and what proveAgain throws.
 */
export async function startSecondFactor(
  request: RequestContext,
  { userId, proof }: { userId: string; proof: Proof },
): Promise<TotpSecret> {
  const { services } = request;
  const account = await findAccount(services, userId);
  await proveAgain(request, account, proof);
  if ((await readSecondFactor(services, account.userId))?.confirmedAt) throw alreadyOn();
  const made = makeTotpSecret(account.email);
  const { sealed, dataKeyVersion } = await services.vault.seal(secondFactorPlace(account.userId), made.secret);
  const data = { sealedSecret: sealed, dataKeyVersion, createdAt: new Date(), lastStep: 0 };
  await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      // A second factor that is on is never overwritten, whatever came between the question above and this.
      const { count } = await tx.secondFactor.updateMany({
        where: { userId: account.userId, confirmedAt: null },
        data,
      });
      if (count === 1) return;
      const created = await tx.secondFactor.createMany({
        data: [{ ...data, userId: account.userId }],
        skipDuplicates: true,
      });
      if (created.count === 0) throw alreadyOn();
    },
    audit: () => ({ action: 'account.second_factor_started', target: accountTarget(account) }),
  });
  return made;
}

const alreadyOn = () =>
  new ClawberthError('conflict', 'Your second factor is on already. To use another app, turn it off first.');
