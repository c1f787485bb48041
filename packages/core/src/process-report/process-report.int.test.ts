import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '@clawberth/db';
import { connectTo, type Connection } from '@clawberth/db/testing';
import { createMasterKeys, createVault, type MasterKeys, type Vault } from '@clawberth/vault';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeOrganisation } from '../testing/index.ts';
import { createTestServices, type TestServices } from '../testing/create-test-services.ts';
import { createVaultKeyStore } from '../vault-key-store.ts';
import { startProcessReports } from './start-process-reports.ts';

type Process = { id: string; database: Database; masterKeys: MasterKeys; vault: Vault; close(): Promise<void> };

let services: TestServices;
let owner: Connection;
const processes: Process[] = [];
beforeAll(async () => {
  services = await createTestServices();
  owner = await connectTo(services.ownerUrl);
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.close()));
});
afterAll(async () => {
  await owner.close();
  await services.close();
});

/** A process of its own: connections, opened keys, cache, reports. */
async function startProcess(name = 'airlock', url = services.appUrl): Promise<Process> {
  const id = randomUUID();
  const database = createDatabase({ url, maxConnections: 2 });
  const keyStore = createVaultKeyStore(database);
  const masterKeys = createMasterKeys({ masterSecretFile: services.masterSecretFile, kms: null, keyStore });
  await masterKeys.ready();
  const vault = createVault({ provider: masterKeys, keyStore });
  const reports = await startProcessReports({ database, masterKeys, vault, processId: id, log: services.log, name });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= reports.close().finally(() => database.close()));
  const started = { id, database, masterKeys, vault, close };
  processes.push(started);
  return started;
}

const reportOf = (id: string) => services.behind.processReport.findUnique({ where: { id } });
/** Whether it forgot its data keys after now; asked until it did. */
async function hasForgotten(id: string): Promise<void> {
  const [row] = await owner.query<{ now: Date }>('select clock_timestamp() as now');
  const since = row?.now.getTime() ?? Number.NaN;
  await owner.query(`select pg_notify('vault_changed', '')`);
  await vi.waitFor(async () => expect((await reportOf(id))?.clearedAt.getTime()).toBeGreaterThan(since), 9_000);
}
/** A master key beside the first one, as a rotation adds it. */
async function addMasterKey(version: number): Promise<void> {
  const row = await services.masterKeys.prepare(version, { provider: 'pbkdf2' });
  await createVaultKeyStore(services.database).insertMasterKey(row);
}

test('a process says at its start which master keys it has opened, and takes it back when it ends', async () => {
  const worker = await startProcess('worker');
  expect(await reportOf(worker.id)).toMatchObject({ name: 'worker', masterKeys: [1], pbkdf2Calls: expect.any(Number) });
  const report = await reportOf(worker.id);
  expect(report?.startedAt).toEqual(report?.clearedAt);
  await worker.close();
  expect(await reportOf(worker.id)).toBe(null);
});

test('news of keys are taken in at once by every process: new master keys opened, data keys forgotten', async () => {
  const started = await Promise.all([startProcess('airlock'), startProcess('dashboard')]);
  const before = await Promise.all(started.map(({ id }) => reportOf(id)));
  await addMasterKey(2);
  await vi.waitFor(async () => {
    const after = await Promise.all(started.map(({ id }) => reportOf(id)));
    expect(after.map((report) => report?.masterKeys)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    for (const [index, report] of after.entries())
      expect(report?.clearedAt.getTime()).toBeGreaterThan(before[index]?.clearedAt.getTime() ?? Number.NaN);
  }, 8_000);
});

test('what says that it holds no older data key seals under the new one', async () => {
  const { owner: person } = await makeOrganisation(services);
  const { organisationId } = person;
  const airlock = await startProcess();
  const place = { organisationId, table: 'BotSecret', column: 'sealedValue', rowId: randomUUID(), schemaVersion: 1 };
  expect((await airlock.vault.seal(place, 'x')).dataKeyVersion).toBe(1);
  const row = await airlock.vault.newDataKey(organisationId, 2);
  await createVaultKeyStore(services.database).insertDataKey(row);
  await hasForgotten(airlock.id);
  expect((await airlock.vault.seal(place, 'x')).dataKeyVersion).toBe(2);
});

test('a storm of news is taken in by a few answers, and none of it is lost', async () => {
  const airlock = await startProcess();
  const refresh = vi.spyOn(airlock.masterKeys, 'refresh');
  for (let news = 0; news < 300; news += 1) await owner.query(`select pg_notify('vault_changed', '')`);
  await hasForgotten(airlock.id);
  expect(refresh.mock.calls.length).toBeLessThan(100);
});

test('a connection that broke is looked after: what was announced meanwhile is found when it is back', async () => {
  const airlock = await startProcess();
  const before = await reportOf(airlock.id);
  const mayConnect = async (verb: string): Promise<unknown> =>
    owner.query(`do $$ begin execute format('${verb} connect on database %I %s ${new URL(services.appUrl).username}, public',
      current_database(), '${verb === 'grant' ? 'to' : 'from'}'); end $$`);
  const app = await connectTo(services.appUrl);
  await mayConnect('revoke');
  const [ended] = await app.query<{ count: number }>(`select count(pg_terminate_backend(pid))::int as count
    from pg_stat_activity where datname = current_database() and query ilike 'listen%'`);
  await app.close();
  await addMasterKey(3);
  await mayConnect('grant');
  expect(ended?.count).toBe(1);
  await vi.waitFor(async () => {
    const after = await reportOf(airlock.id);
    expect(after?.masterKeys).toEqual([1, 2, 3]);
    // The round of every 10 s would have found the key, but only news make it forget data keys.
    expect(after?.clearedAt.getTime()).toBeGreaterThan(before?.clearedAt.getTime() ?? Number.NaN);
  }, 12_000);
}, 30_000);

test('a pending key that cannot be opened is told once in the log, and stops nobody', async () => {
  await addMasterKey(4);
  await services.masterKeys.discard(4);
  const airlock = await startProcess();
  expect((await reportOf(airlock.id))?.masterKeys).toEqual([1, 2, 3]);
  await hasForgotten(airlock.id);
  const told = services.logLines.filter((line) => line.includes('a master key does not open'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('master key 4, made ');
});
