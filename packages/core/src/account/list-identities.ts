import { idOrNotFound } from '../input/id-fields.ts';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import { IDENTITY_PROVIDERS, type IdentityView } from './views.ts';

/** The ways beside the password in which a person signs in. */
export async function listIdentities(
  { services }: RequestContext,
  { userId }: { userId: string },
): Promise<IdentityView[]> {
  const id = idOrNotFound('account', userId);
  const rows = await readOwn(services, id).identity.findMany({ where: { userId: id }, orderBy: { createdAt: 'asc' } });
  return rows.flatMap(({ provider, createdAt }) => {
    const known = IDENTITY_PROVIDERS.find((one) => one === provider);
    return known === undefined ? [] : [{ provider: known, connectedAt: createdAt }];
  });
}
