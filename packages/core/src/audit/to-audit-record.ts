import type { AuditRecordView, AuditView } from './views.ts';

/**
 * The event under the field names of its hashed record, made from what the reader may see: for support staff, whose view
 * is masked, it is not the text that was hashed.
 */
export function toAuditRecord(
  view: AuditView,
  organisationId: string,
  { micros, previousHash }: { micros: bigint; previousHash: string | null },
): AuditRecordView['record'] {
  return {
    timestamp: toTimestamp(micros),
    level: view.level,
    event: view.action,
    agent_id: view.botId,
    tool: view.tool,
    path: view.path,
    user: view.actor.id,
    ip: view.ip,
    organisation: organisationId,
    request_id: view.correlationId,
    sequence: Number(view.id),
    previous_hash: previousHash,
    result: view.result,
    actor_type: view.actor.type,
    user_name: view.actor.name,
    user_role: view.actor.role,
    user_agent: view.userAgent,
    target_type: view.target.type,
    target_id: view.target.id,
    target_name: view.target.name,
    before: view.before,
    after: view.after,
  };
}

function toTimestamp(micros: bigint): string {
  const milliseconds = new Date(Number(micros / 1_000n)).toISOString();
  return milliseconds.replace('Z', `${String(micros % 1_000n).padStart(3, '0')}Z`);
}
