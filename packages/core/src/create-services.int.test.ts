import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from '@clawberth/db/testing';
import { startGoogleKmsStandIn } from '@clawberth/testkit';
import { pbkdf2Calls } from '@clawberth/vault';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices, type ServicesOptions } from './create-services.ts';
import { createLogger } from './logging/create-logger.ts';
import { getConfig } from './bot/get-config.ts';
import { makeBot, makeOrganisation } from './testing/index.ts';

let database: TestDatabase;
let folder: string;
let owner: Connection;
const logLines: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.ownerUrl);
  folder = await mkdtemp(join(tmpdir(), 'clawberth-services-'));
});
afterAll(async () => {
  await owner.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function secretFile(name: string, mode = 0o600): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, randomBytes(48).toString('base64'), { mode });
  return file;
}
const options = (masterSecretFile: string, changes: Partial<ServicesOptions> = {}): ServicesOptions => ({
  databaseUrl: database.appUrl,
  // Nobody listens there: a doorbell that cannot ring is no reason not to work.
  redisUrl: 'redis://127.0.0.1:9',
  masterSecretFile,
  internalKey: randomBytes(32),
  audit: null,
  outside: { telegramApiRoot: 'http://127.0.0.1:9', providerRoots: {} },
  log: createLogger({ process: 'test', level: 'info' }, { write: (line: string) => void logLines.push(line) }),
  process: 'dashboard',
  ...changes,
});

test('two processes with one master secret read what either sealed, also without Redis', async () => {
  const file = await secretFile('master-secret');
  const [dashboard, worker] = await Promise.all([
    createServices(options(file)),
    createServices(options(file, { process: 'worker' })),
  ]);
  const { owner } = await makeOrganisation(dashboard);
  const { botId } = await makeBot(owner);
  expect(await getConfig({ ...owner, services: worker }, { botId })).toMatchObject({
    instructions: 'Be polite and brief.',
  });
  expect(await dashboard.database.reader({ organisationId: null, actor: 'system' }).masterKey.count()).toBe(1);
  expect(logLines.join('')).toContain('doorbell did not ring');
  await Promise.all([dashboard.close(), worker.close()]);
});

test('an open file and a short internal key are refused at boot', async () => {
  const right = join(folder, 'master-secret');
  await (await createServices(options(right))).close();
  await expect(createServices(options(await secretFile('open', 0o644)))).rejects.toMatchObject({
    code: 'master_secret_file',
  });
  await expect(createServices(options(right, { internalKey: Buffer.alloc(8) }))).rejects.toThrow(/at least 32 bytes/);
});

/** Everything that a start could have changed. */
async function everything(): Promise<unknown> {
  const tables = ['MasterKey', 'DataKey', 'FingerprintKey', 'ProcessReport', 'AuditChain', 'AuditEvent'];
  const rows: unknown[] = [];
  for (const table of tables) rows.push(await owner.query(`select to_jsonb(t) as row from "${table}" t order by 1`));
  return rows;
}

test.each(['dashboard', 'worker', 'airlock'] as const)(
  'the %s does not start without the master key: it names the key and where it looked, and changes nothing',
  async (process) => {
    await (await createServices(options(join(folder, 'master-secret')))).close();
    const before = await everything();
    const wrong = await secretFile(`wrong-${process}`);
    const today = new Date().toISOString().slice(0, 10);
    for (const [file, code, problem] of [
      [wrong, 'master_secret_wrong', 'the file holds another master secret'],
      [join(folder, 'none'), 'master_secret_file', 'the file is missing'],
    ] as const) {
      await expect(createServices(options(file, { process }))).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`Cannot open master key 1, made ${today}, from ${file}: ${problem}`),
      });
    }
    expect(await everything()).toEqual(before);
  },
);

test('no verb derives a master key: the number of derivations is what it was at the start', async () => {
  const services = await createServices(options(join(folder, 'master-secret')));
  const before = pbkdf2Calls();
  for (let round = 0; round < 3; round += 1) {
    const { owner: person } = await makeOrganisation(services);
    const { botId } = await makeBot(person);
    for (let again = 0; again < 10; again += 1) {
      await getConfig(person, { botId });
      services.vault.clearCache();
    }
  }
  expect(pbkdf2Calls()).toBe(before);
  const [report] = await owner.query<{ pbkdf2Calls: number }>(
    'select "pbkdf2Calls" from "ProcessReport" where "id" = $1',
    [services.processId],
  );
  expect(report).toEqual({ pbkdf2Calls: before });
  await services.close();
});

test('an installation can begin with a key of Google Cloud KMS, and then needs no file', async () => {
  const own = await createTestDatabase();
  const kms = await startGoogleKmsStandIn();
  const firstKey = 'projects/berth/locations/europe-west1/keyRings/clawberth/cryptoKeys/master';
  kms.addKey(firstKey);
  const before = pbkdf2Calls();
  const changes = { databaseUrl: own.appUrl, masterSecretFile: null, kms: { firstKey, apiRoot: kms.url } };
  const [dashboard, airlock] = await Promise.all([
    createServices(options('', changes)),
    createServices(options('', { ...changes, process: 'airlock' })),
  ]);
  const { owner: person } = await makeOrganisation(dashboard);
  const { botId } = await makeBot(person);
  expect(await getConfig({ ...person, services: airlock }, { botId })).toMatchObject({
    instructions: 'Be polite and brief.',
  });
  expect([airlock.masterKeys.loaded(), pbkdf2Calls()]).toEqual([[1], before]);
  await Promise.all([dashboard.close(), airlock.close()]);
  kms.disableKey(firstKey);
  await expect(createServices(options('', changes))).rejects.toMatchObject({
    code: 'key_service',
    message: expect.stringMatching(/master key 1, made .*cryptoKeys\/master.*disabled/),
  });
  await kms.close();
  await own.drop();
}, 60_000);
