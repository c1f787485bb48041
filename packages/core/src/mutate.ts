import { randomUUID } from 'node:crypto';
import type { AuditResult, Database, Prisma, TenantTx } from '@clawberth/db';
import type { AuditAction } from './audit/actions.ts';
import type { Context } from './context.ts';
import { ClawberthError } from './errors.ts';
import { roleAllows, type Permission } from './permissions.ts';

/** What the audit log will say. Secrets stand here as fingerprints only. */
export type AuditEntry = {
  action: AuditAction;
  target: { type: 'organisation' | 'member' | 'invitation' | 'bot' | 'person'; id: string | null; name: string | null };
  botId?: string;
  result?: AuditResult;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

export type Mutation<T> = {
  ctx: Context;
  /** 'system' is for Clawberth's own processes, 'public' for sign-up and joining by invitation. */
  permission: Permission | 'system' | 'public';
  run: (tx: TenantTx) => Promise<T>;
  audit: (result: T) => AuditEntry | readonly [AuditEntry, ...AuditEntry[]];
  /** The bot to wake the worker for, after the commit. */
  ring?: (result: T) => string | null;
};

/**
 * The one way to write: checks the permission, runs the verb in the organisation's transaction, writes
 * the audit event in the same one, and rings the doorbell after the commit.
 * Throws `forbidden` when the actor lacks the permission; whatever `run` throws undoes everything.
 */
export async function mutate<T>({ ctx, permission, run, audit, ring }: Mutation<T>): Promise<T> {
  requirePermission(ctx, permission);
  const result = await ctx.services.database.tenantTransaction(ctx.organisationId, async (tx) => {
    const value = await run(tx);
    const entries = [audit(value)].flat();
    await tx.auditEvent.createMany({ data: entries.map((entry) => auditRow(ctx, entry)) });
    return value;
  });
  const botId = ring?.(result) ?? null;
  if (botId !== null) await ctx.services.doorbell.ring(botId);
  return result;
}

/** Throws `forbidden` unless the actor holds the permission. The first line of every verb. */
export function requirePermission(ctx: Context, permission: Permission | 'system' | 'public'): void {
  if (permission === 'public') return;
  const { actor } = ctx;
  if (permission === 'system' ? actor.type === 'system' : actor.type === 'user' && roleAllows(actor.role, permission))
    return;
  throw new ClawberthError(
    'forbidden',
    'Your role in this organisation does not allow this. Ask an owner or an admin.',
  );
}

/** The log's row for an entry; for `mutate` and `observe` alone. */
export function auditRow(ctx: Context, entry: AuditEntry): Prisma.AuditEventCreateManyInput {
  const { actor } = ctx;
  return {
    id: randomUUID(),
    organisationId: ctx.organisationId,
    action: entry.action,
    result: entry.result ?? 'done',
    actorType: actor.type,
    actorId: actor.type === 'user' ? actor.userId : null,
    actorName: actor.type === 'user' ? actor.name : actor.type === 'system' ? 'Clawberth' : 'Somebody not signed in',
    actorRole: actor.type === 'user' ? actor.role : null,
    targetType: entry.target.type,
    targetId: entry.target.id,
    targetName: entry.target.name,
    botId: entry.botId ?? null,
    correlationId: ctx.correlationId,
    ip: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 300) ?? null,
    ...(entry.before === undefined ? {} : { before: entry.before }),
    ...(entry.after === undefined ? {} : { after: entry.after }),
  };
}

/** Stands for Clawberth itself where a transaction asks for an organisation. */
const NO_ORGANISATION = '00000000-0000-0000-0000-000000000000';

/** The vault's writes to its two key tables: no act of anybody, so without permission and audit event. */
export async function writeKeys<T>(
  database: Database,
  run: (tx: Pick<TenantTx, 'masterKey' | 'dataKey'>) => Promise<T>,
  organisationId: string = NO_ORGANISATION,
): Promise<T> {
  return database.tenantTransaction(organisationId, run);
}
