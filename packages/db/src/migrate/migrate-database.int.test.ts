import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { withDatabase } from '../database-url.ts';
import { createMigration, diffMigrations, migrateDatabase } from './index.ts';
import { prismaDir } from './read-migrations.ts';

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** A database with nothing in it, beside the test's own. */
async function emptyDatabase() {
  const name = `clawberth_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await owner.query(`create database "${name}"`);
  const ownerUrl = withDatabase(database.ownerUrl, name);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  return {
    ownerUrl,
    appUrl: withDatabase(database.appUrl, name),
    client,
    drop: async () => {
      await client.end();
      await owner.query(`drop database "${name}" with (force)`);
    },
  };
}

/** A copy of the prisma folder with one more migration of the given SQL. */
async function prismaDirWith(sql: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'clawberth-prisma-'));
  await cp(prismaDir, dir, { recursive: true });
  await mkdir(join(dir, 'migrations', '99990101000000_extra'));
  await writeFile(join(dir, 'migrations', '99990101000000_extra', 'migration.sql'), sql);
  return dir;
}

/** The databases that Prisma's engine compares with, of whoever works on this server. */
async function shadows(): Promise<string[]> {
  const like = "select datname from pg_database where datname like 'prisma_migrate_shadow%'";
  return (await owner.query<{ datname: string }>(like)).rows.map((row) => row.datname);
}

describe('migrateDatabase', () => {
  it('fills _prisma_migrations as `prisma migrate deploy` expects, and applies nothing the second time', async () => {
    const fresh = await emptyDatabase();
    const names = (await readdir(join(prismaDir, 'migrations'))).filter((name) => /^\d{14}_/.test(name)).sort();
    expect(await migrateDatabase(fresh)).toEqual(names);
    const rows = await fresh.client.query('select * from "_prisma_migrations" order by migration_name');
    expect(rows.rows).toHaveLength(names.length);
    for (const [index, name] of names.entries()) {
      const file = await readFile(join(prismaDir, 'migrations', name, 'migration.sql'));
      expect(rows.rows[index]).toMatchObject({
        migration_name: name,
        checksum: createHash('sha256').update(file).digest('hex'),
        finished_at: expect.any(Date),
        applied_steps_count: 1,
        rolled_back_at: null,
        logs: null,
      });
    }
    expect(await migrateDatabase(fresh)).toEqual([]);
    await fresh.drop();
  });

  it('lets runners that start together apply each migration once', async () => {
    const fresh = await emptyDatabase();
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(fresh)));
    expect(runs.filter((applied) => applied.length > 0)).toHaveLength(1);
    await fresh.drop();
  });

  it('rolls a failing migration back whole, says why, and refuses to go on over it', async () => {
    const fresh = await emptyDatabase();
    const dir = await prismaDirWith('create table "HalfWay" (id int); select * from "NoSuchTable";');
    await expect(migrateDatabase({ ...fresh, dir })).rejects.toThrow(/NoSuchTable/);
    const half = await fresh.client.query('select to_regclass(\'"HalfWay"\') as found');
    expect(half.rows[0]).toEqual({ found: null });
    const record = await fresh.client.query('select finished_at from "_prisma_migrations" where migration_name = $1', [
      '99990101000000_extra',
    ]);
    expect(record.rows).toEqual([{ finished_at: null }]);
    await expect(migrateDatabase({ ...fresh, dir })).rejects.toThrow(/99990101000000_extra/);
    await rm(dir, { recursive: true });
    await fresh.drop();
  });

  it("takes the app role's password from the app URL, and refuses a URL that is the owner's", async () => {
    const { appUrl, drop, ownerUrl } = await emptyDatabase();
    const role = `clawberth_test_app_${randomBytes(4).toString('hex')}`;
    const appUrlWith = (user: string, password: string) =>
      Object.assign(new URL(appUrl), { username: user, password }).href;
    for (const password of ['first-password', 'second-password']) {
      await migrateDatabase({ ownerUrl, appUrl: appUrlWith(role, password) });
      const app = new Client({ connectionString: appUrlWith(role, password) });
      await app.connect();
      expect((await app.query('select count(*)::int from "Bot"')).rows).toEqual([{ count: 0 }]);
      await app.end();
    }
    await expect(migrateDatabase({ ownerUrl, appUrl: ownerUrl })).rejects.toThrow(/role of its own/);
    await drop();
    await owner.query(`drop role "${role}"`);
  });

  it('writes what schema.prisma has beyond the migrations as the next migration', async () => {
    const dir = await prismaDirWith('create table "Later" ("id" uuid primary key);');
    const schema = join(dir, 'schema.prisma');
    await writeFile(
      schema,
      `${await readFile(schema, 'utf8')}\nmodel Later {\n  id String @id @db.Uuid\n  tide Int\n}\n`,
    );
    const before = await shadows();
    const folder = await createMigration({ ownerUrl: database.ownerUrl, name: 'add_tide', dir });
    expect(folder).toMatch(/migrations\/\d{14}_add_tide$/);
    const sql = await readFile(join(folder ?? '', 'migration.sql'), 'utf8');
    expect(sql).toContain('ALTER TABLE "Later" ADD COLUMN     "tide" INTEGER NOT NULL');
    // Others on this server may be comparing too: theirs goes by itself.
    await expect.poll(async () => (await shadows()).filter((name) => !before.includes(name))).toEqual([]);
    await rm(dir, { recursive: true });
  });

  it('has migrations that lead exactly to schema.prisma', async () => {
    expect(await diffMigrations({ ownerUrl: database.ownerUrl })).toBeNull();
  });
});
