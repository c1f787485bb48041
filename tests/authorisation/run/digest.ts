import type { Connection } from '@clawberth/db/testing';
import type { Side } from '../world/make-side.ts';

/**
 * What changes by itself when somebody is refused: the refusal's own record, its count, when a session was last seen;
 * and a member who asks their own log for a foreign bot has read their own log.
 */
const ROWS_LEFT_OUT: Record<string, string> = {
  AuditEvent: `and "result" <> 'refused' and not ("event" = 'audit.read' and ("actorRole" is not null or "actorType" = 'support'))`,
};
/** Nobody can change an event (a test of packages/db shows it): which there are is enough, and quick. */
const ROWS_BY_KEY: Record<string, string> = { AuditEvent: `t."sequence"::text` };
const COLUMNS_LEFT_OUT = ['lastSeenAt'];
const TABLES_LEFT_OUT = ['AuditChain', 'RefusalTally'];

export type Watched = { tables: Record<string, 'organisation' | 'user'> };

/** Every table that holds something of an organisation or of a person, whatever the schema says today. */
export async function findTables(keeper: Connection): Promise<Watched> {
  const columns = await keeper.query<{ table: string; column: string }>(
    `select c.table_name as "table", c.column_name as "column"
       from information_schema.columns c join pg_class t on t.relname = c.table_name and not t.relispartition
      where c.table_schema = 'public' and t.relkind in ('r', 'p') and c.column_name in ('organisationId', 'userId')`,
  );
  const tables: Watched['tables'] = {};
  for (const { table, column } of columns) {
    if (TABLES_LEFT_OUT.includes(table)) continue;
    if (column === 'organisationId') tables[table] = 'organisation';
    else tables[table] ??= 'user';
  }
  return { tables };
}

/** One statement for all rows of the side: table name and row as JSON. */
export async function readRows(
  keeper: Connection,
  { tables }: Watched,
  side: Side,
): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const users = Object.values(side.people).map(({ userId }) => userId);
  const parts = Object.entries(tables).map(([table, by]) => {
    const where = by === 'organisation' ? `"organisationId" = $1` : `"userId" = any($2)`;
    return `select '${table}' as "table", to_jsonb(t) as "row" from "${table}" t where ${where}`;
  });
  const named = [
    `select 'Organisation', to_jsonb(t) from "Organisation" t where "id" = $1`,
    `select 'User', to_jsonb(t) from "User" t where "id" = any($2)`,
  ];
  return keeper.query([...parts, ...named].join(' union all '), [side.organisationId, users]);
}

/** What Clawberth keeps of one person as a person: their account, sessions, factors. */
export async function readPersonRows(
  keeper: Connection,
  { tables }: Watched,
  userId: string,
): Promise<{ row: Record<string, unknown> }[]> {
  const names = Object.keys(tables).filter((table) => tables[table] === 'user');
  const parts = names.map((table) => `select to_jsonb(t) as "row" from "${table}" t where "userId" = $1`);
  return keeper.query([...parts, `select to_jsonb(t) from "User" t where "id" = $1`].join(' union all '), [userId]);
}

/** One digest for each table of the side, so that a change can be named. */
export async function digestOf(keeper: Connection, watched: Watched, side: Side): Promise<Map<string, string>> {
  const users = Object.values(side.people).map(({ userId }) => userId);
  const columns = COLUMNS_LEFT_OUT.map((column) => ` - '${column}'`).join('');
  const parts = [...Object.entries(watched.tables), ['Organisation', 'own'], ['User', 'person']].map(
    ([table = '', by = '']) => {
      const where = {
        organisation: '"organisationId" = $1',
        user: '"userId" = any($2)',
        own: '"id" = $1',
        person: '"id" = any($2)',
      }[by];
      return `select '${table}' as "table", md5(coalesce(string_agg(r, '' order by r), '')) as "digest" from (
      select ${ROWS_BY_KEY[table] ?? `(to_jsonb(t)${columns})::text`} as r from "${table}" t where ${where} ${ROWS_LEFT_OUT[table] ?? ''}) rows`;
    },
  );
  const rows = await keeper.query<{ table: string; digest: string }>(
    `with given as (select $1::uuid, $2::uuid[]) ${parts.join(' union all ')}`,
    [side.organisationId, users],
  );
  return new Map(rows.map(({ table, digest }) => [table, digest]));
}

/** The tables in which two digests differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
}
