import { randomBytes } from 'node:crypto';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsafeDatabaseError } from '@clawberth/db';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from '@clawberth/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from './create-services.ts';
import { createLogger } from './logging/create-logger.ts';

const PROCESSES = ['dashboard', 'worker', 'airlock'] as const;
const root = join(import.meta.dirname, '../../..');

let database: TestDatabase;
let owner: Connection;
let folder: string;
let masterSecretFile: string;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.ownerUrl);
  folder = await mkdtemp(join(tmpdir(), 'clawberth-safe-'));
  masterSecretFile = join(folder, 'master-secret');
  await writeFile(masterSecretFile, randomBytes(48).toString('base64'), { mode: 0o600 });
});
afterAll(async () => {
  await owner.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(process: (typeof PROCESSES)[number], databaseUrl: string): Promise<string> {
  const services = createServices({
    databaseUrl,
    redisUrl: 'redis://127.0.0.1:9',
    masterSecretFile,
    internalKey: randomBytes(32),
    audit: null,
    outside: { telegramApiRoot: 'http://127.0.0.1:9', providerRoots: {} },
    log: createLogger({ process: 'test', level: 'fatal' }, { write: () => undefined }),
    process,
  });
  return services.then(
    async (running) => {
      await running.close();
      return 'started';
    },
    (error: unknown) =>
      error instanceof UnsafeDatabaseError ? error.message : `not refused, but failed: ${String(error)}`,
  );
}

test.each(PROCESSES)('the %s starts with the role that it may have, and with no other', async (process) => {
  expect(await start(process, database.appUrl)).toBe('started');
  expect(await start(process, database.ownerUrl)).toMatch(/^The database is not safe to work with: .*owns tables/);
});

test.each(PROCESSES)('the %s does not start where a table is open or its trigger off', async (process) => {
  for (const [spoil, mend] of [
    ['alter table "Bot" no force row level security', 'alter table "Bot" force row level security'],
    ['alter table "Bot" disable trigger "Bot_audited"', 'alter table "Bot" enable trigger "Bot_audited"'],
  ] as const) {
    await owner.query(spoil);
    expect(await start(process, database.appUrl)).toMatch(/^The database is not safe to work with: .* on Bot\. Give/);
    await owner.query(mend);
  }
  expect(await start(process, database.appUrl)).toBe('started');
});

test('a refused start writes nothing', async () => {
  const before = await owner.query('select "sequence" from "AuditChain" order by 1');
  await owner.query('alter table "Bot" no force row level security');
  await start('worker', database.appUrl);
  await owner.query('alter table "Bot" force row level security');
  expect(await owner.query('select "sequence" from "AuditChain" order by 1')).toEqual(before);
});

test('each process gets its database from createServices, and there is no other way to one', async () => {
  const found: Record<string, string[]> = {};
  for await (const file of glob(['apps/*/src/**/*.{ts,tsx}', 'packages/core/{src,scripts}/**/*.ts'], { cwd: root })) {
    if (/\.test\.tsx?$|\/testing\//.test(file)) continue;
    const source = await readFile(join(root, file), 'utf8');
    for (const [call] of source.matchAll(/\b(createServices|createDatabase|requireSafeRole)\((?!options)/g))
      (found[call] ??= []).push(file);
    // Nothing of ours but packages/db opens a connection by itself.
    expect(source, file).not.toMatch(/from '(pg|postgres|@prisma\/[a-z-]+)'/);
  }
  expect(found['createServices(']?.filter((file) => file.startsWith('apps/')).sort()).toEqual([
    'apps/airlock/src/main.ts',
    'apps/dashboard/src/server/services.ts',
    'apps/worker/src/main.ts',
  ]);
  expect(found['createDatabase(']?.sort()).toEqual([
    'packages/core/scripts/operator-request.ts',
    'packages/core/src/create-services.ts',
    'packages/core/src/keys/open-key-services.ts',
  ]);
  // Whoever opens one asks first.
  expect(found['requireSafeRole(']?.sort()).toEqual(found['createDatabase(']?.sort());
});
