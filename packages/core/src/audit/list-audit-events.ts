import type { AuditResult, Prisma } from '@clawberth/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { requirePermission } from '../require-permission.ts';
import { AUDIT_ACTIONS, type AuditAction } from './actions.ts';
import { eventSeenBy } from '../support/seen-by.ts';
import { toAuditView } from './to-audit-view.ts';
import type { AuditView } from './views.ts';
import { readAs } from '../scope-of.ts';

export type AuditListInput = {
  /** `nextCursor` of the page before. */
  before?: string | undefined;
  /** At most 100. */
  limit: number;
  actorId?: string | undefined;
  botId?: string | undefined;
  action?: AuditAction | undefined;
  result?: AuditResult | undefined;
};

const schema = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'This page of the log cannot be found. Start again from the newest.')
    .optional(),
  limit: z.int().min(1).max(100),
  actorId: z.uuid().optional(),
  botId: z.uuid().optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  result: z.enum(['requested', 'done', 'failed', 'refused']).optional(),
});

/**
 * The organisation's audit log, newest first, a page at a time. `nextCursor` is null on the last page.
 * Throws `invalid_input` for a filter that is none.
 */
export async function listAuditEvents(
  ctx: Context,
  input: AuditListInput,
): Promise<{ events: AuditView[]; nextCursor: string | null }> {
  await requirePermission(ctx, 'audit:read');
  const { before, limit, ...filters } = parseInput(schema, input);
  const rows = await readAs(ctx).auditEvent.findMany({
    where: {
      organisationId: ctx.organisationId,
      ...present(filters),
      ...(before === undefined ? {} : { sequence: { lt: BigInt(before) } }),
    },
    orderBy: { sequence: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map((row) => eventSeenBy(ctx, toAuditView(row))),
    nextCursor: rows.length > limit && last !== undefined ? last.sequence.toString() : null,
  };
}

function present({
  actorId,
  botId,
  action,
  result,
}: Omit<z.infer<typeof schema>, 'before' | 'limit'>): Prisma.AuditEventWhereInput {
  return {
    ...(actorId === undefined ? {} : { actorId }),
    ...(botId === undefined ? {} : { botId }),
    ...(action === undefined ? {} : { event: action }),
    ...(result === undefined ? {} : { result }),
  };
}
