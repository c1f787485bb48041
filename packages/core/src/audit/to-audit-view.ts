import type { Actor } from '../context.ts';
import { eventSeenBy } from '../support/seen-by.ts';
import type { AuditAction } from './actions.ts';
import type { AuditEventRow } from './select-events.ts';
import type { AuditView } from './views.ts';

/** A row of the audit log as the reader may see it: masked for support staff. All that is shown of an event is made from this view. */
export function toAuditView(row: Omit<AuditEventRow, 'micros'>, actor: Actor): AuditView {
  const { occurredAt, result, botId, ip, userAgent, level, tool, path } = row;
  const view: AuditView = {
    id: row.sequence.toString(),
    occurredAt,
    // Written by mutate and observe only, whose types know the actions.
    action: row.event as AuditAction,
    result,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName, role: row.actorRole },
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    botId,
    before: asRecord(row.before),
    after: asRecord(row.after),
    ip,
    userAgent,
    correlationId: row.requestId,
    level,
    tool,
    path,
  };
  return eventSeenBy({ actor }, view);
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
