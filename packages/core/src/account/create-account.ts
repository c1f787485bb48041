import { randomUUID } from 'node:crypto';
import { accountMutate } from '../account-mutate.ts';
import type { RequestContext } from '../request-context.ts';
import type { OutsideIdentity } from './views.ts';
import { insertOrganisation, withNewOrganisation, type NewOrganisation } from '../organisation/insert-organisation.ts';

export type NewAccount = {
  email: string;
  name: string;
  /** Null for somebody who signs in through `identity` alone. */
  passwordHash: string | null;
  organisationName: string;
  identity?: Pick<OutsideIdentity, 'provider' | 'providerAccountId'>;
};
export type CreatedAccount = { userId: string; organisationId: string; organisationSlug: string };

/**
 * An account with an organisation of its own, whose owner it is, and that one's first data key. The form has been
 * checked. Throws what Postgres throws when address or identity is taken; a taken slug gets a suffix.
 */
export async function createAccount(request: RequestContext, account: NewAccount): Promise<CreatedAccount> {
  return withNewOrganisation(request.services, account.organisationName, (organisation) =>
    write(request, account, organisation),
  );
}

async function write(
  request: RequestContext,
  { email, name, passwordHash, identity }: NewAccount,
  organisation: NewOrganisation,
): Promise<CreatedAccount> {
  const userId = randomUUID();
  const { organisationId, slug } = organisation;
  return accountMutate({
    request,
    actor: { type: 'user', userId, name, role: 'owner' },
    userId,
    run: async (tx) => {
      await tx.user.create({ data: { id: userId, email, name, passwordHash } });
      if (identity !== undefined) {
        const { provider, providerAccountId } = identity;
        await tx.identity.create({ data: { provider, providerAccountId, userId } });
      }
      await insertOrganisation(tx, organisation, userId);
      return { userId, organisationId, organisationSlug: slug };
    },
    audit: () => [
      {
        action: 'account.signed_up',
        target: { type: 'account', id: userId, name },
        after: { method: identity?.provider ?? 'password' },
      },
      { action: 'organisation.created', target: { type: 'organisation', id: organisationId, name: organisation.name } },
    ],
  });
}
