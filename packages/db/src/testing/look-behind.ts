import { Pool } from 'pg';
import { makePrisma } from '../make-prisma.ts';
import type { ReadClient } from '../read-client.ts';

/** Reads every row of every organisation of a test database (its keeperUrl). Close it before the database is dropped. */
export function lookBehind(keeperUrl: string): { read: ReadClient; close(): Promise<void> } {
  const pool = new Pool({ connectionString: keeperUrl, max: 2 });
  // The database may be dropped before the server has heard that a connection ended, idle or not.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = makePrisma(pool);
  return {
    read: prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}
