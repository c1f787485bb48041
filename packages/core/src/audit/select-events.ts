import { Prisma, type AuditEvent, type ReadClient } from '@clawberth/db';
import type { AuditPlace } from './cursor.ts';
import type { AuditFilter } from './filters.ts';

/** An event as the log's queries give it: without what only its record is for. */
export type AuditEventRow = Omit<AuditEvent, 'previousHash' | 'hash' | 'search'> & {
  /** The exact time, which a Date cuts: microseconds since 1970. */
  micros: bigint;
};

/** What AuditEventRow holds, for `select`. */
export const AUDIT_COLUMNS = Prisma.sql`"organisationId", "sequence", "occurredAt", "level"::text, "event", "result"::text,
  "tool"::text, "path", "actorType"::text, "actorId", "actorName", "actorRole"::text, "targetType", "targetId", "targetName",
  "botId", "requestId", "ip", "userAgent", "before", "after", (extract(epoch from "occurredAt") * 1000000)::bigint as "micros"`;

type Wanted = { organisationId: string; filter: AuditFilter; before: AuditPlace | null; limit: number };

/**
 * The newest `limit` events that the filter lets through and that stand before the place. Postgres' function reads
 * months one after the other and binds itself to the organisation of the reader's scope.
 */
export function selectEvents(read: Pick<ReadClient, '$queryRaw'>, wanted: Wanted): Promise<AuditEventRow[]> {
  const { organisationId, filter, before, limit } = wanted;
  const { actorId = null, botId = null, action = null, result = null, from, to, search = '' } = filter;
  const words = search.split(/\s+/u).filter((word) => word !== '');
  const end = earlier(before, to === undefined ? null : { micros: toMicros(to), sequence: 0n });
  return read.$queryRaw<AuditEventRow[]>`
    select ${AUDIT_COLUMNS} from read_audit_page(${actorId}::uuid, ${botId}::uuid, ${action}, ${result}::"AuditResult",
      ${words}::text[], ${from ?? '-infinity'}::timestamptz, ${moment(end)}, ${end?.sequence ?? 0n}::bigint, ${limit}::integer)
    where "organisationId" = ${organisationId}::uuid
    order by "micros" desc, "sequence" desc`;
}

function toMicros(time: string): bigint {
  return BigInt(Date.parse(time)) * 1_000n;
}

function earlier(one: AuditPlace | null, other: AuditPlace | null): AuditPlace | null {
  if (one === null || other === null) return one ?? other;
  return one.micros < other.micros ? one : other;
}

function moment(place: AuditPlace | null): Prisma.Sql {
  if (place === null) return Prisma.sql`'infinity'::timestamptz`;
  return Prisma.sql`'epoch'::timestamptz + ${place.micros}::bigint * interval '1 microsecond'`;
}
