import { Client } from 'pg';

export type Connection = {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows a statement touched. */
  count(sql: string, values?: readonly unknown[]): Promise<number>;
  close(): Promise<void>;
};

/** A plain connection to a test database, for looking, and meddling, behind the app's back. */
export async function connectTo(url: string): Promise<Connection> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    count: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
    close: () => client.end(),
  };
}
