import type { Connection } from './connect-to.ts';

/** A statement and its values. */
export type Statement = { sql: string; values?: readonly unknown[] };

/** The `insert` of a row given as columns. */
export function insertOf(table: string, row: Readonly<Record<string, unknown>>): Statement {
  const columns = Object.keys(row).map((name) => `"${name}"`);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    sql: `insert into "${table}" (${columns.join(', ')}) values (${places.join(', ')})`,
    values: Object.values(row),
  };
}

/** The statement that tells Postgres who asks, until the transaction ends: '' for nobody, 'system', or a user's id. */
export function scopeOf(organisationId: string, actor: string = 'system'): Statement {
  return {
    sql: `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true)`,
    values: [organisationId, actor],
  };
}

/** All statements in one transaction: null when it was committed, otherwise Postgres' message, and nothing has happened. */
export async function commit(connection: Connection, statements: readonly Statement[]): Promise<string | null> {
  try {
    await connection.query('begin');
    for (const { sql, values } of statements) await connection.query(sql, values);
    await connection.query('commit');
    return null;
  } catch (error) {
    await connection.query('rollback');
    return error instanceof Error ? error.message : String(error);
  }
}

/** Like commit, for what a test cannot do without. */
export async function mustCommit(connection: Connection, statements: readonly Statement[]): Promise<void> {
  const refused = await commit(connection, statements);
  if (refused !== null) throw new Error(refused);
}

/** What a query gives in a transaction that is undone at the end, after `before`. */
export async function look<Row extends object>(
  connection: Connection,
  before: readonly Statement[],
  query: Statement,
): Promise<Row[]> {
  await connection.query('begin');
  try {
    for (const { sql, values } of before) await connection.query(sql, values);
    return await connection.query<Row>(query.sql, query.values);
  } finally {
    await connection.query('rollback');
  }
}
