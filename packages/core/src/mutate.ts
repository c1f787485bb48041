import type { TenantTx } from '@clawberth/db';
import { appendEvents } from './append-events.ts';
import type { AuditEntry } from './audit-row.ts';
import type { Context } from './context.ts';
import { ClawberthError } from './errors.ts';
import { recordRefusal } from './record-refusal.ts';
import { requirePermission, type Need } from './require-permission.ts';
import { scopeOf } from './scope-of.ts';

export type { AuditEntry } from './audit-row.ts';

export type Mutation<T> = {
  ctx: Context;
  permission: Need;
  run: (tx: TenantTx) => Promise<T>;
  /** An empty list says that nothing was written: Postgres refuses the commit if that is not so. */
  audit: (result: T) => AuditEntry | readonly AuditEntry[];
  /** The bot to wake the worker for, after the commit. */
  ring?: (result: T) => string | null;
};

/**
 * The one way to write: checks the permission, runs the verb in the organisation's transaction, writes the audit event
 * in the same one, last, and rings the doorbell after the commit. Throws `forbidden` when the actor lacks the permission
 * (told in the log); whatever `run` throws undoes everything.
 */
export async function mutate<T>({ ctx, permission, run, audit, ring }: Mutation<T>): Promise<T> {
  await requirePermission(ctx, permission);
  // What is public is asked by somebody who is no member yet: Clawberth writes it for them.
  const scope =
    permission === 'public' ? { organisationId: ctx.organisationId, actor: 'system' as const } : scopeOf(ctx);
  const result = await tellRefusal(ctx, () =>
    ctx.services.database.tenantTransaction(scope, async (tx) => {
      const value = await run(tx);
      await appendEvents(tx, ctx, [audit(value)].flat());
      return value;
    }),
  );
  const botId = ring?.(result) ?? null;
  if (botId !== null) await ctx.services.doorbell.ring(botId);
  return result;
}

/** A verb's own refusal, inside its transaction, is told in the log after that has been undone. */
async function tellRefusal<T>(ctx: Context, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ClawberthError && error.code === 'forbidden') await recordRefusal(ctx, error.message);
    throw error;
  }
}
