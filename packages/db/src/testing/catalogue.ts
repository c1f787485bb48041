import type { Connection } from './connect-to.ts';

export type Column = { name: string; type: string; isEnum: boolean };

/** The tables of ours, as Postgres knows them; the log's partitions are in a schema of their own. */
export async function tablesOf(connection: Connection): Promise<string[]> {
  const rows = await connection.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and relname <> '_prisma_migrations' order by 1`,
  );
  return rows.map((row) => row.relname);
}

/** Those that have the column. */
export async function tablesWith(connection: Connection, column: string): Promise<string[]> {
  const rows = await connection.query<{ relname: string }>(
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = $1 order by 1`,
    [column],
  );
  return rows.map((row) => row.relname);
}

/** A table's columns that are no part of its primary key, of a foreign key, or the organisation. */
export async function plainColumnsOf(connection: Connection, table: string): Promise<Column[]> {
  return connection.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type, t.typtype = 'e' as "isEnum"
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'organisationId'
       and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype in ('p', 'f') and a.attnum = any (k.conkey))
     order by a.attnum`,
    [`"${table}"`],
  );
}

export async function primaryKeyOf(connection: Connection, table: string): Promise<string[]> {
  const rows = await connection.query<{ attname: string }>(
    `select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where k.conrelid = $1::regclass and k.contype = 'p' order by a.attnum`,
    [`"${table}"`],
  );
  return rows.map((row) => row.attname);
}

/** SQL for a value of the column that is not the one it has. */
export function otherValue({ name, type, isEnum }: Column): string {
  if (isEnum) return `(select e from unnest(enum_range(null::${type})) e where e is distinct from "${name}" limit 1)`;
  const found = OTHER_VALUES[type];
  if (found === undefined) throw new Error(`How does another value of type ${type} look?`);
  return found(`"${name}"`);
}

const next = (column: string) => `coalesce(${column}, 0) + 1`;
const text = (column: string) => `left(coalesce(${column}, ''), 7) || 'x'`;
const OTHER_VALUES: Readonly<Record<string, (column: string) => string>> = {
  uuid: () => 'gen_random_uuid()',
  text,
  'character varying': text,
  character: text,
  integer: next,
  bigint: next,
  boolean: (column) => `not ${column}`,
  'timestamp with time zone': (column) => `coalesce(${column}, now()) + interval '1 second'`,
  bytea: () => `'\\x01'`,
  jsonb: () => `'{"other": 1}'`,
  'integer[]': () => 'array[2]',
  'uuid[]': () => 'array[gen_random_uuid()]',
  'timestamp with time zone[]': () => `array[now() + interval '1 second']`,
  xid8: () => `'1'`,
};
