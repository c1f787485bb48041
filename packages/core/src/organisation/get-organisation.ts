import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { requirePermission } from '../require-permission.ts';
import type { OrganisationView } from './views.ts';
import { readAs } from '../scope-of.ts';

/** The organisation that the context stands in. Throws `not_found` when it is gone. */
export async function getOrganisation(ctx: Context): Promise<OrganisationView> {
  await requirePermission(ctx, 'organisation:read');
  const row = await readAs(ctx).organisation.findUnique({ where: { id: ctx.organisationId } });
  const { actor } = ctx;
  if (row === null || !('userId' in actor)) throw notFound('organisation');
  const { id, slug, name, requiresSecondFactor, rotationPolicy, createdAt } = row;
  const role = actor.type === 'user' ? actor.role : 'support';
  return { id, slug, name, role, requiresSecondFactor, rotationPolicy, createdAt };
}
