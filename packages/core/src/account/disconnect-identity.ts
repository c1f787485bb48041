import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import type { RequestContext } from '../request-context.ts';
import { actorOf, findAccount } from './find-account.ts';
import { PROVIDER_NAMES } from './identity-input.ts';
import { proveAgain, type Proof } from './prove-again.ts';
import { IDENTITY_PROVIDERS, type IdentityProvider } from './views.ts';

const schema = z.object({ provider: z.enum(IDENTITY_PROVIDERS) });

/**
 * Google or GitHub no longer signs this person in. Throws `not_found` when it did not, `conflict` when it is the last
 * way in, and what proveAgain throws.
 */
export async function disconnectIdentity(
  request: RequestContext,
  { userId, proof, ...input }: { userId: string; provider: IdentityProvider; proof: Proof },
): Promise<void> {
  const { provider } = parseInput(schema, input);
  const account = await findAccount(request.services, userId);
  await proveAgain(request, account, proof);
  const name = PROVIDER_NAMES[provider];
  await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      // One after the other: two that go at once must not both believe that the other one stays.
      await tx.$queryRaw`select 1 from "User" where "id" = ${account.userId}::uuid for update`;
      const { count } = await tx.identity.deleteMany({ where: { userId: account.userId, provider } });
      if (count === 0) throw notFound(`${name} connection`);
      const left = await tx.identity.count({ where: { userId: account.userId } });
      if (account.passwordHash === null && left === 0)
        throw new ClawberthError('conflict', `${name} is your only way to sign in. Connect another one first.`);
    },
    audit: () => ({
      action: 'account.identity_disconnected',
      target: { type: 'account', id: account.userId, name },
      before: { provider },
    }),
  });
}
