import { randomUUID } from 'node:crypto';
import { scopeStatement, type TenantTx } from '@clawberth/db';
import { makeSlug, withSuffix } from '../account/make-slug.ts';
import type { Services } from '../services.ts';
import { isUniqueViolation } from '../unique-violation.ts';

export type NewOrganisation = {
  organisationId: string;
  slug: string;
  name: string;
  dataKey: Awaited<ReturnType<Services['vault']['createDataKey']>>;
};

/** Runs `write` with an organisation to be made under this name; once more with a suffix where its address is taken. */
export async function withNewOrganisation<T>(
  { vault }: Pick<Services, 'vault'>,
  name: string,
  write: (organisation: NewOrganisation) => Promise<T>,
): Promise<T> {
  const organisationId = randomUUID();
  const slug = makeSlug(name);
  const dataKey = await vault.createDataKey(organisationId);
  try {
    return await write({ organisationId, slug, name, dataKey });
  } catch (error) {
    if (!isUniqueViolation(error, 'slug')) throw error;
    return write({ organisationId, slug: withSuffix(slug), name, dataKey });
  }
}

/** Writes the organisation, its owner, whose account is there, and its first data key; the transaction stands in it then. */
export async function insertOrganisation(
  tx: TenantTx,
  { organisationId, slug, name, dataKey }: NewOrganisation,
  ownerId: string,
): Promise<void> {
  await scopeStatement(tx, { organisationId, actor: 'system' });
  await tx.organisation.create({ data: { id: organisationId, slug, name } });
  await tx.membership.create({ data: { organisationId, userId: ownerId, role: 'owner' } });
  await tx.dataKey.create({ data: dataKey });
}
