import type { Database } from '@clawberth/db';
import { LRUCache } from 'lru-cache';
import type { AuditEntry } from '../audit-row.ts';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import type { Permission } from '../permissions.ts';
import { requirePermission } from '../require-permission.ts';

const TOLD_ONCE_IN_MS = 10 * 60_000;
/** What this process knows to be told, for as long as it counts: most looks follow another within ten minutes. */
const MOST_REMEMBERED = 10_000;
const told = new WeakMap<Database, LRUCache<string, true>>();

/**
 * Tells the audit log that somebody looked; once in ten minutes for each person, action, bot and target name. Two looks
 * at the same moment take turns, so that one is told. Throws `forbidden` when the actor lacks the permission.
 */
export async function noteOnce(ctx: Context, permission: Permission, entry: AuditEntry): Promise<void> {
  const { organisationId, actor } = ctx;
  const actorId = 'userId' in actor ? actor.userId : null;
  const { action, botId = null, target } = entry;
  const turn = [organisationId, actorId, action, botId, target.id, target.name].join(' ');
  const remembered = rememberedOf(ctx.services.database);
  if (remembered.has(turn)) return requirePermission(ctx, permission);
  const at = await mutate({
    ctx,
    permission,
    run: async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))::text`;
      const occurredAt = { gt: new Date(Date.now() - TOLD_ONCE_IN_MS) };
      const where = { organisationId, botId, event: action, actorId, targetName: target.name, occurredAt };
      return (await tx.auditEvent.findFirst({ where, select: { occurredAt: true } }))?.occurredAt ?? null;
    },
    audit: (before) => (before === null ? entry : []),
  });
  const left = TOLD_ONCE_IN_MS - (at === null ? 0 : Date.now() - at.getTime());
  if (left > 0) remembered.set(turn, true, { ttl: Math.min(left, TOLD_ONCE_IN_MS) });
}

function rememberedOf(database: Database): LRUCache<string, true> {
  const known = told.get(database);
  if (known !== undefined) return known;
  const fresh = new LRUCache<string, true>({ max: MOST_REMEMBERED });
  told.set(database, fresh);
  return fresh;
}
