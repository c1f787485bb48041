import { randomBytes } from 'node:crypto';
import { withDatabase } from '../database-url.ts';
import { runAsPostgres } from './as-superuser.ts';
import { connectTo } from './connect-to.ts';
import { testAppUrl } from './test-app-url.ts';

/** A backup of a test database as an operator makes it: pg_dump's custom format, with every row of every organisation. */
export function backUp(ownerUrl: string): Buffer {
  return runAsPostgres(ownerUrl, 'pg_dump', ['-Fc']);
}

/** Restores a backup into a database of its own on the same server. Drop it in the end. */
export async function restore(ownerUrl: string, backup: Buffer): Promise<{ appUrl: string; drop(): Promise<void> }> {
  const name = `clawberth_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const onServer = async (sql: string) => {
    const server = await connectTo(withDatabase(ownerUrl, 'postgres'));
    await server.query(sql).finally(() => server.close());
  };
  await onServer(`create database "${name}"`);
  const restoredUrl = withDatabase(ownerUrl, name);
  runAsPostgres(restoredUrl, 'pg_restore', ['--exit-on-error'], backup);
  return { appUrl: testAppUrl(restoredUrl), drop: () => onServer(`drop database if exists "${name}" with (force)`) };
}
