import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { auditFilterSchema, type AuditFilter } from './filters.ts';
import { matchesFilter } from './matches-filter.ts';
import { noteReading } from './note-reading.ts';
import { readHead } from './read-head.ts';
import { requireSearchable } from './require-searchable.ts';
import { AUDIT_COLUMNS, type AuditEventRow } from './select-events.ts';
import { toAuditView } from './to-audit-view.ts';
import type { AuditView } from './views.ts';

const EVERY_MS = 1_000;
const AT_ONCE = 200;
/** How far back a tail begins at most, in events; further back is what pages are for. */
const FURTHEST = 1_000n;

export type AuditTailInput = AuditFilter & {
  /** The sequence number of the last event seen, in digits. */ after: string;
};

const schema = auditFilterSchema.safeExtend({
  after: z.string().regex(/^\d{1,18}$/, 'Please load the page again: it cannot be told where the log goes on.'),
});

/**
 * New events that the filter lets through, oldest first, as they are written, until the signal aborts. The head of the
 * organisation's chain is looked at every second: a NOTIFY of each event would make commits wait for one another.
 * Throws `invalid_input`; `not_found` or `forbidden` with the next look for who may no longer read the log.
 */
export async function* tailAuditEvents(
  ctx: Context,
  input: AuditTailInput,
  signal: AbortSignal,
): AsyncGenerator<AuditView[], void, undefined> {
  await requirePermission(ctx, 'audit:read');
  const { after, ...filter } = parseInput(schema, input);
  requireSearchable(ctx, filter);
  await noteReading(ctx, filter);
  let seen = BigInt(after);
  while (!signal.aborted) {
    const head = await readHead(ctx);
    if (seen > head) seen = head;
    if (head - seen > FURTHEST) seen = head - FURTHEST;
    while (seen < head && !signal.aborted) {
      const rows = await selectAfter(ctx, seen);
      const last = rows.at(-1);
      if (last === undefined) break;
      seen = last.sequence;
      const events = rows.filter((row) => matchesFilter(row, filter)).map((row) => toAuditView(row, ctx.actor));
      if (events.length > 0) yield events;
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function selectAfter(ctx: Context, seen: bigint): Promise<(AuditEventRow & { search: string })[]> {
  return readAs(ctx).$queryRaw`
    select ${AUDIT_COLUMNS}, "search" from "AuditEvent"
    where "organisationId" = ${ctx.organisationId}::uuid and "sequence" > ${seen}::bigint
    order by "sequence" limit ${AT_ONCE}::integer`;
}
