import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { requirePermission } from '../mutate.ts';
import type { OrganisationView } from './views.ts';

/** The organisation that the context stands in. Throws `not_found` when it is gone. */
export async function getOrganisation(ctx: Context): Promise<OrganisationView> {
  requirePermission(ctx, 'organisation:read');
  const row = await ctx.services.database.read.organisation.findUnique({ where: { id: ctx.organisationId } });
  if (row === null || ctx.actor.type !== 'user') throw notFound('organisation');
  return { id: row.id, slug: row.slug, name: row.name, role: ctx.actor.role, createdAt: row.createdAt };
}
