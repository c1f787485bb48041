import { idOrNotFound } from '../input/id-fields.ts';
import type { OrganisationOfUser } from '../organisation/views.ts';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import { stillMember } from '../not-over.ts';

/** The organisations that a person belongs to, by name; at most 100. */
export async function listOrganisations(request: RequestContext, userId: string): Promise<OrganisationOfUser[]> {
  const id = idOrNotFound('account', userId);
  const memberships = await readOwn(request.services, id).membership.findMany({
    where: { userId: id, ...stillMember() },
    include: { organisation: true },
    orderBy: { organisation: { name: 'asc' } },
    take: 100,
  });
  return memberships.map(({ role, organisation: { id, slug, name } }) => ({ id, slug, name, role }));
}
