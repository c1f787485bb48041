import { assertRecordValue } from '@clawberth/audit-chain';
import type { AuditResult, Prisma, Role } from '@clawberth/db';
import type { AuditAction } from './audit/actions.ts';
import type { Actor } from './context.ts';
import type { RequestContext } from './request-context.ts';

export const TARGET_TYPES = [
  'organisation',
  'account',
  'session',
  'member',
  'invitation',
  'bot',
  'person',
  'permission',
  'audit_log',
  'support_visit',
  'letter',
  'key',
] as const;

/** What the audit log will say. Secrets stand here as fingerprints only. */
export type AuditEntry = {
  action: AuditAction;
  target: { type: (typeof TARGET_TYPES)[number]; id: string | null; name: string | null };
  botId?: string;
  result?: AuditResult;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

/** A person acting on their own account has no role there. */
export type AuditActor =
  | Actor
  | { type: 'user'; userId: string; name: string; role: Role | null }
  | { type: 'support'; userId: string; name: string };

/**
 * The log's row for an entry; for those who open transactions alone. Sequence, hashes, level and time are Postgres'.
 * Throws TypeError when before or after hold what a record cannot: fractions, dates, secrets are the caller's to keep out.
 */
export function auditRow(
  ctx: Omit<RequestContext, 'services'> & { organisationId: string; actor: AuditActor },
  entry: AuditEntry,
): Prisma.AuditEventCreateManyInput {
  const { actor } = ctx;
  if (entry.before !== undefined) assertRecordValue(entry.before, 'before');
  if (entry.after !== undefined) assertRecordValue(entry.after, 'after');
  return {
    organisationId: ctx.organisationId,
    event: entry.action,
    result: entry.result ?? 'done',
    tool: ctx.tool,
    path: ctx.path?.slice(0, 300) ?? null,
    actorType: actor.type,
    actorId: 'userId' in actor ? actor.userId : null,
    actorName: actorName(actor),
    actorRole: actor.type === 'user' ? actor.role : null,
    targetType: entry.target.type,
    targetId: entry.target.id,
    targetName: entry.target.name?.slice(0, 254) ?? null,
    botId: entry.botId ?? null,
    requestId: ctx.correlationId,
    ip: ctx.ip?.slice(0, 45) ?? null,
    userAgent: ctx.userAgent?.slice(0, 300) ?? null,
    ...(entry.before === undefined ? {} : { before: entry.before }),
    ...(entry.after === undefined ? {} : { after: entry.after }),
  };
}

function actorName(actor: AuditActor): string {
  if (actor.type === 'system') return 'Clawberth';
  return actor.type === 'anonymous' ? 'Somebody not signed in' : actor.name.slice(0, 120);
}
