import { Pool } from 'pg';
import { createListener, type Listen } from './listen.ts';
import { makePrisma } from './make-prisma.ts';
import type { ReadClient, TenantTx } from './read-client.ts';
import { requireSafeRole } from './require-safe-role.ts';
import type { Scope } from './scope.ts';
import { scopedReader } from './scoped-reader.ts';
import { tenantTransaction } from './tenant-transaction.ts';

export type Database = {
  /** Reads only, by type, and only what the scope shows (row-level security). Filter by organisation all the same. */
  reader(scope: Scope): ReadClient;
  /** Outside of any scope no table shows a row: for the narrow functions `lookup_…` and their like. */
  readonly lookup: Pick<ReadClient, '$queryRaw'>;
  /**
   * One interactive transaction (read committed) in a scope. A serialization failure or deadlock runs `fn` again, at
   * most 3 times: `fn` must have no effect outside the database. timeoutMs defaults to 10 s.
   */
  tenantTransaction<T>(scope: Scope, fn: (tx: TenantTx) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>;
  readonly listen: Listen;
  /** Rejects with what is wrong when the role has more power than an app may have, or a table lacks row-level security. */
  requireSafeRole(): Promise<void>;
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
  // Nor may one that the server ends while it is being closed: the pool no longer listens to it then.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = makePrisma(pool);
  const listener = createListener(options.url);
  return {
    reader: (scope) => scopedReader(prisma, scope),
    lookup: prisma,
    tenantTransaction: (scope, fn, transactionOptions) => tenantTransaction(prisma, scope, fn, transactionOptions),
    listen: listener.listen,
    requireSafeRole: () => requireSafeRole(pool),
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
