import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client.ts';
import { createListener, type Listen } from './listen.ts';
import type { ReadClient, TenantTx } from './read-client.ts';
import { statementName } from './statement-name.ts';
import { tenantTransaction } from './tenant-transaction.ts';

export type Database = {
  /** Reads only, by type. Filter by organisation yourself. */
  readonly read: ReadClient;
  /**
   * One interactive transaction (read committed) for one organisation, which Postgres knows as
   * `app.organisation` until it ends. A serialization failure or deadlock runs `fn` again, at most
   * 3 times: `fn` must have no effect outside the database. timeoutMs defaults to 10 s.
   */
  tenantTransaction<T>(
    organisationId: string,
    fn: (tx: TenantTx) => Promise<T>,
    options?: { timeoutMs?: number },
  ): Promise<T>;
  readonly listen: Listen;
  /** Resolves when Postgres answers within 2 s; rejects otherwise. */
  ping(): Promise<void>;
  /** Ends listeners and connections; queries that run are waited for. */
  close(): Promise<void>;
};

/** A database of Clawberth. Connects on first use, so it succeeds while Postgres is away. */
export function createDatabase(options: { url: string; maxConnections: number }): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }),
    errorFormat: 'minimal',
  });
  const listener = createListener(options.url);
  return {
    read: prisma,
    tenantTransaction: (organisationId, fn, transactionOptions) =>
      tenantTransaction(prisma, organisationId, fn, transactionOptions),
    listen: listener.listen,
    ping: async () => {
      const query = { text: 'select 1', query_timeout: 2_000 };
      await pool.query(query);
    },
    close: async () => {
      await listener.close();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
