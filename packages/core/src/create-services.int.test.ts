import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@clawberth/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices, type ServicesOptions } from './create-services.ts';
import { createLogger } from './logging/create-logger.ts';
import { getConfig } from './bot/get-config.ts';
import { makeBot, makeOrganisation } from './testing/index.ts';

let database: TestDatabase;
let folder: string;
const logLines: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'clawberth-services-'));
});
afterAll(async () => {
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

test('another master secret, an open file and a short internal key are refused at boot', async () => {
  const right = join(folder, 'master-secret');
  await (await createServices(options(right))).close();
  await expect(createServices(options(await secretFile('wrong')))).rejects.toMatchObject({
    code: 'master_secret_wrong',
  });
  await expect(createServices(options(await secretFile('open', 0o644)))).rejects.toMatchObject({
    code: 'master_secret_file',
  });
  await expect(createServices(options(right, { internalKey: Buffer.alloc(8) }))).rejects.toThrow(/at least 32 bytes/);
});
