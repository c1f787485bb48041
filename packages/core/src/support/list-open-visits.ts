import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import type { OpenVisit } from './views.ts';
import { notOver } from '../not-over.ts';

/** Support staff who look into the organisation at this moment, and why; the newest first, at most 20. */
export async function listOpenVisits(ctx: Context): Promise<OpenVisit[]> {
  await requirePermission(ctx, 'audit:read');
  return readAs(ctx).supportVisit.findMany({
    where: { organisationId: ctx.organisationId, ...notOver() },
    select: { id: true, userName: true, reason: true, expiresAt: true },
    orderBy: { startedAt: 'desc' },
    take: 20,
  });
}
