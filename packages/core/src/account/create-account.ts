import { randomUUID } from 'node:crypto';
import { scopeStatement } from '@clawberth/db';
import { accountMutate } from '../account-mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { makeSlug, withSuffix } from './make-slug.ts';
import type { OutsideIdentity } from './views.ts';

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
  const slug = makeSlug(account.organisationName);
  try {
    return await write(request, account, slug);
  } catch (error) {
    if (!isUniqueViolation(error, 'slug')) throw error;
    return write(request, account, withSuffix(slug));
  }
}

async function write(request: RequestContext, account: NewAccount, slug: string): Promise<CreatedAccount> {
  const { email, name, passwordHash, organisationName, identity } = account;
  const userId = randomUUID();
  const organisationId = randomUUID();
  const dataKey = await request.services.vault.createDataKey(organisationId);
  return accountMutate({
    request,
    actor: { type: 'user', userId, name, role: 'owner' },
    userId,
    run: async (tx) => {
      await scopeStatement(tx, { organisationId, actor: 'system' });
      await tx.organisation.create({ data: { id: organisationId, slug, name: organisationName } });
      await tx.user.create({ data: { id: userId, email, name, passwordHash } });
      await tx.membership.create({ data: { organisationId, userId, role: 'owner' } });
      await tx.dataKey.create({ data: dataKey });
      if (identity !== undefined) {
        const { provider, providerAccountId } = identity;
        await tx.identity.create({ data: { provider, providerAccountId, userId } });
      }
      return { userId, organisationId, organisationSlug: slug };
    },
    audit: () => [
      {
        action: 'account.signed_up',
        target: { type: 'account', id: userId, name },
        after: { method: identity?.provider ?? 'password' },
      },
      { action: 'organisation.created', target: { type: 'organisation', id: organisationId, name: organisationName } },
    ],
  });
}
