import { Client } from 'pg';

/** Arbitrary, ours alone: the session lock that lets one runner at a time into a database. */
const migrationLock = 4_915_201_877;

/** Runs `work` while no other runner migrates this database, on the connection that holds the lock. */
export async function withMigrationLock<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [migrationLock]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}
