import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { auditRow, type AuditActor } from './audit-row.ts';
import type { RequestContext } from './request-context.ts';

type Refused = RequestContext & { organisationId: string; actor: AuditActor };

/**
 * Tells the log that somebody was refused: at once for the first of an actor in a minute, in one sum for the others
 * when the minute is over (closeRefusals). `what` is a permission or another short word, never a secret.
 */
export async function recordRefusal(ctx: Refused, what: string): Promise<void> {
  const { organisationId, actor, services } = ctx;
  const row = auditRow(ctx, {
    action: 'access.refused',
    result: 'refused',
    target: { type: 'permission', id: null, name: what.slice(0, 254) },
  });
  const actorKey = 'userId' in actor ? actor.userId : (ctx.ip ?? actor.type).slice(0, 64);
  await services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const counted = await tx.$queryRaw<{ first: boolean }[]>`
      select note_refusal(${organisationId}::uuid, ${actorKey}, ${JSON.stringify(row)}::jsonb) as first`;
    if (counted[0]?.first === true) await tx.auditEvent.createMany({ data: [row] });
  });
}

/** The same in the platform's log: for who stands in no organisation, or not in the one that they asked for. */
export function recordPlatformRefusal(
  request: RequestContext,
  what: string,
  actor: AuditActor = { type: 'anonymous' },
): Promise<void> {
  return recordRefusal({ ...request, organisationId: PLATFORM_ORGANISATION, actor }, what);
}
