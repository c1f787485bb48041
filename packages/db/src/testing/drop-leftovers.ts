import type { Client } from 'pg';

/** Drops the test databases of processes of this machine that no longer live. */
export async function dropLeftovers(server: Client): Promise<void> {
  const found = await server.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^clawberth_test_[0-9]+_[0-9a-f]+$'",
  );
  for (const { datname } of found.rows) {
    const pid = Number(datname.split('_')[2]);
    if (!isAlive(pid)) await server.query(`drop database if exists "${datname}" with (force)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
