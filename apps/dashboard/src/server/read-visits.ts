import 'server-only';
import { allows, support, type Context } from '@clawberth/core';

/** The visits of support that the organisation's own people read of; none for support staff, who have their banner. */
export async function readVisits(ctx: Context): Promise<support.OpenVisit[]> {
  return ctx.actor.type === 'user' && allows(ctx, 'audit:read') ? support.listOpenVisits(ctx) : [];
}
