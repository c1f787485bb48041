import type { AuditEntry } from '../audit-row.ts';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import type { Permission } from '../permissions.ts';

const TOLD_ONCE_IN_MS = 10 * 60_000;

/**
 * Tells the audit log that somebody looked; once in ten minutes for each person, action, bot and target name. Two looks
 * at the same moment take turns, so that one is told.
 */
export async function noteOnce(ctx: Context, permission: Permission, entry: AuditEntry): Promise<void> {
  const { organisationId, actor } = ctx;
  const actorId = 'userId' in actor ? actor.userId : null;
  const { action, botId = null, target } = entry;
  const turn = [organisationId, actorId, action, botId, target.id, target.name].join(' ');
  await mutate({
    ctx,
    permission,
    run: async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))::text`;
      const occurredAt = { gt: new Date(Date.now() - TOLD_ONCE_IN_MS) };
      const where = { organisationId, botId, event: action, actorId, targetName: target.name, occurredAt };
      return (await tx.auditEvent.findFirst({ where, select: { sequence: true } })) !== null;
    },
    audit: (told) => (told ? [] : entry),
  });
}
