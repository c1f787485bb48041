import { Prisma, type ReadClient } from '@clawberth/db';
import { notFound } from '../../errors.ts';
import type { AuditFilter } from '../filters.ts';

/**
 * Sequence numbers looked at in one question, each a short transaction of its own: what bounds memory and time. Prisma
 * remembers its last hundred transactions with what they answered.
 */
const STEP = 500;

export type Range = { organisationId: string; filter: AuditFilter; from: number; to: number };
type Row = { reads: boolean; next: bigint | null; record: string | null };

/**
 * The canonical records of events `from` to `to` that the filter lets through, oldest first, in batches, read as they are
 * asked for. Throws `not_found` when the reader loses their place in the organisation meanwhile.
 */
export async function* readRecords(read: Pick<ReadClient, '$queryRaw'>, range: Range): AsyncGenerator<string[]> {
  const { organisationId, filter, from, to } = range;
  for (let first = from; first <= to;) {
    const last = Math.min(first + STEP - 1, to);
    // The left join gives a row in any case: without it, nothing to see and no right to see look alike.
    const rows = await read.$queryRaw<Row[]>`
      select "app_reads"() is not distinct from ${organisationId}::uuid as reads, found.record,
        (select e."sequence" from "AuditEvent" e where e."organisationId" = ${organisationId}::uuid
          and e."sequence" > ${last}::bigint order by e."sequence" limit 1) as next
      from (select 1) always left join lateral (
        select e."sequence", e."occurredAt", audit_record(e) as record from "AuditEvent" e
        where e."organisationId" = ${organisationId}::uuid and e."sequence" between ${first}::bigint and ${last}::bigint
          ${conditions(filter)}
      ) found on true order by found."sequence", found."occurredAt"`;
    if (rows[0]?.reads !== true) throw notFound('organisation');
    const records = rows.flatMap(({ record }) => record ?? []);
    if (records.length > 0) yield records;
    // Over whatever gap a tampered log may have.
    first = Number(rows[0].next ?? to + 1);
  }
}

/**
 * The first and last sequence number that the filter's times leave, the last at most `most`; null when there is none.
 * An organisation's times never go back (append_audit_event).
 */
export async function readBounds(
  read: Pick<ReadClient, '$queryRaw'>,
  { organisationId, filter, most }: { organisationId: string; filter: AuditFilter; most: number | null },
): Promise<{ from: number; to: number } | null> {
  const { from, to } = filter;
  const rows = await read.$queryRaw<{ from: bigint | null; to: bigint | null }[]>`
    select
      (select e."sequence" from "AuditEvent" e where e."organisationId" = ${organisationId}::uuid ${since(from)}
        order by ${order(from)} limit 1) as "from",
      (select e."sequence" from "AuditEvent" e where e."organisationId" = ${organisationId}::uuid ${until(to)}
        order by ${order(to, 'desc')} limit 1) as "to"`;
  const [found] = rows;
  if (found === undefined || found.from === null || found.to === null) return null;
  const bounds = { from: Number(found.from), to: Math.min(Number(found.to), most ?? Number.MAX_SAFE_INTEGER) };
  return bounds.from <= bounds.to ? bounds : null;
}

function order(time: string | undefined, direction: 'asc' | 'desc' = 'asc'): Prisma.Sql {
  const way = direction === 'asc' ? Prisma.sql`asc` : Prisma.sql`desc`;
  // Without a time, the row with the first number, wherever in time a tampered one may stand.
  if (time === undefined) return Prisma.sql`e."sequence" ${way}`;
  return Prisma.sql`e."occurredAt" ${way}, e."sequence" ${way}`;
}

const since = (time: string | undefined): Prisma.Sql =>
  time === undefined ? Prisma.empty : Prisma.sql`and e."occurredAt" >= ${time}::timestamptz`;
const until = (time: string | undefined): Prisma.Sql =>
  time === undefined ? Prisma.empty : Prisma.sql`and e."occurredAt" < ${time}::timestamptz`;

function conditions({ actorId, botId, action, result, from, to, search = '' }: AuditFilter): Prisma.Sql {
  const words = search.split(/\s+/u).filter((word) => word !== '');
  const parts = [
    since(from),
    until(to),
    ...(actorId === undefined ? [] : [Prisma.sql`and e."actorId" = ${actorId}::uuid`]),
    ...(botId === undefined ? [] : [Prisma.sql`and e."botId" = ${botId}::uuid`]),
    ...(action === undefined ? [] : [Prisma.sql`and e."event" = ${action}`]),
    ...(result === undefined ? [] : [Prisma.sql`and e."result" = ${result}::"AuditResult"`]),
    ...words.map((word) => Prisma.sql`and strpos(e."search", lower(${word})) > 0`),
  ];
  return Prisma.join(parts, ' ');
}
