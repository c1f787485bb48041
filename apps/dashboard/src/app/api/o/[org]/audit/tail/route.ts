import { audit, type Context } from '@clawberth/core';
import { readFilters } from '@/features/audit/filters.ts';
import { eventLines } from '@/server/event-lines.ts';
import { eventStream } from '@/server/event-stream.ts';
import { organisationRoute } from '@/server/route.ts';

/** New events of the audit log after `?after=`, a sequence number, that the page's filters let through. */
export const GET = organisationRoute<{ org: string }>(
  async (ctx, request) => {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const input = { ...audit.readFilter(readFilters(query)), after: query['after'] ?? '' };
    // Refused with a status, before the stream begins.
    await audit.head(ctx);
    return eventStream(request, (signal) => lines(ctx, input, signal));
  },
  { background: true },
);

async function* lines(ctx: Context, input: audit.AuditTailInput, signal: AbortSignal) {
  for await (const events of audit.tail(ctx, input, signal)) yield eventLines(events);
}
