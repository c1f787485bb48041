import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from './index.ts';

afterEach(() => vi.unstubAllEnvs());

describe('createTestDatabase', () => {
  it('gives each caller an empty, migrated database of its own, and drops it', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new Client({ connectionString: one.ownerUrl });
    await client.connect();
    await client.query(`insert into "RefusalTally" values (gen_random_uuid(), 'somebody', now(), 0, '{}')`);
    const names = [one, two].map((database) => new URL(database.ownerUrl).pathname.slice(1));
    await client.end();

    const other = new Client({ connectionString: two.ownerUrl });
    await other.connect();
    expect((await other.query('select * from "RefusalTally"')).rows).toEqual([]);
    await other.end();

    await one.drop();
    await two.drop();
    expect(await existing(names)).toEqual([]);
  });

  it('drops what a dead process left, and spares the living', async () => {
    const { pid } = spawnSync('true');
    const dead = `clawberth_test_${pid}_00ff`;
    const living = `clawberth_test_${process.pid}_00ff`;
    await onServer((server) => server.query(`create database "${dead}"`));
    await onServer((server) => server.query(`create database "${living}"`));
    const mine = await createTestDatabase();
    expect(await existing([dead, living])).toEqual([living]);
    await onServer((server) => server.query(`drop database "${living}"`));
    await mine.drop();
  });

  it('says what to do when there is no server', async () => {
    vi.stubEnv('TEST_DATABASE_OWNER_URL', '');
    await expect(createTestDatabase()).rejects.toThrow(/TEST_DATABASE_OWNER_URL is not set.*npm test/);
  });
});

async function onServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: process.env['TEST_DATABASE_OWNER_URL'] });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

async function existing(names: string[]): Promise<string[]> {
  const found = await onServer((server) =>
    server.query<{ datname: string }>('select datname from pg_database where datname = any($1)', [names]),
  );
  return found.rows.map((row) => row.datname);
}
