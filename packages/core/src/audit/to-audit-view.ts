import type { AuditEvent } from '@clawberth/db';
import type { AuditAction } from './actions.ts';
import type { AuditView } from './views.ts';

/** A row of the audit log as the screens show it. */
export function toAuditView(row: AuditEvent): AuditView {
  const { occurredAt, result, botId, ip, userAgent, level, tool, path } = row;
  return {
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
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
