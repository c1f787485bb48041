import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { withKeyLock } from '../src/keys/index.ts';
import {
  fillSealed,
  makeBareOrganisation,
  startProcess,
  writeAsSystem,
  type SealedValue,
} from '../src/testing/index.ts';
import { useTestServices } from '../src/testing/use-test-services.ts';

const script = fileURLToPath(new URL('vault.ts', import.meta.url));
const services = useTestServices();
let organisationId: string;
let values: SealedValue[];
beforeAll(async () => {
  organisationId = await makeBareOrganisation(services);
  values = await fillSealed(services, organisationId, { bots: 1, each: 2 });
});

const env = (changes: Record<string, string> = {}) => ({
  PATH: process.env['PATH'],
  DATABASE_URL: services.appUrl,
  MASTER_SECRET_FILE: services.masterSecretFile,
  ...changes,
});
/** What it printed, on either, and its exit code. */
const vault = (args: readonly string[], changes: Record<string, string> = {}) =>
  new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, [script, ...args], { env: env(changes) }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
    );
  });

test('says how it is called, and what it did not understand', async () => {
  expect(await vault(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('rotate-master') as unknown });
  for (const args of [['rotate'], ['destroy', '--backups-days', '0']])
    expect(await vault(args)).toMatchObject({
      code: 2,
      text: expect.stringContaining('npm run vault -- <command>') as unknown,
    });
});

test('rotates and tells of it in plain words; what is to be done next with it', async () => {
  const airlock = await startProcess(services, { process: 'airlock' });
  const master = await vault(['rotate-master', '--settle-seconds', '0']);
  expect(master).toMatchObject({ code: 0 });
  expect(master.text).toMatch(
    /Master key 2 is in use\. 2 data keys were wrapped anew\.\nCopy .+master-secret\.2 to where/,
  );
  const data = await vault(['rotate-data', '--organisation', organisationId, '--settle-seconds', '0']);
  expect(data).toMatchObject({
    code: 0,
    text: expect.stringContaining(
      `1 new data keys; ${values.length + 1} values sealed anew; 1 earlier keys are empty.`,
    ) as unknown,
  });
  const status = await vault(['status']);
  await airlock.close();
  expect(status.code).toBe(0);
  expect(status.text).toMatch(
    /1 {2}retired, made \d{4}-\d\d-\d\d, secret file, 0 data keys under it; empty since [\d-]+, needed by backups until/,
  );
  expect(status.text).toMatch(/2 {2}in use, made \d{4}-\d\d-\d\d, secret file, 3 data keys under it\n/);
  expect(status.text).toMatch(/2 keys in use: 0 older than 30 days/);
  expect(status.text).toMatch(/values under retired keys: none/);
  expect(status.text).toMatch(/airlock on .+: master keys 1, 2; \d+ derivations/);
  expect(await vault(['destroy'])).toMatchObject({
    code: 0,
    text: expect.stringContaining('Destroyed 0 data keys and no master key') as unknown,
  });
});

test('verify names what does not open, ends with 1, and prints nothing of it', async () => {
  expect(await vault(['verify'])).toMatchObject({
    code: 0,
    text: expect.stringContaining('; 0 do not open.') as unknown,
  });
  const { id, sealedValue } = await services.behind.botSecret.findFirstOrThrow({ where: { organisationId } });
  const set = (bytes: Uint8Array<ArrayBuffer>) =>
    writeAsSystem(services, organisationId, (tx) =>
      tx.botSecret.update({ where: { id }, data: { sealedValue: bytes } }),
    );
  await set(Uint8Array.from(sealedValue).fill(7, 120));
  const { code, text } = await vault(['verify']);
  await set(sealedValue);
  expect(code).toBe(1);
  expect(text).toContain(`- BotSecret ${id}, organisation ${organisationId}: sealed_damaged`);
  for (const { plain } of values) expect(text).not.toContain(plain);
});

test('refuses beside another one, without a database, and with another master secret', async () => {
  const busy = await withKeyLock({ databaseUrl: services.appUrl, command: 'rotate-data', host: 'there' }, () =>
    vault(['rotate-master']),
  );
  expect(busy).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^Keys are being changed already by vault rotate-data: \w+@there/) as unknown,
  });
  expect(await vault(['status'], { DATABASE_URL: '' })).toMatchObject({
    code: 1,
    text: expect.stringContaining('DATABASE_URL is missing') as unknown,
  });
  const other = `${services.masterSecretFile}-other`;
  await writeFile(other, 'another master secret, of some length', { mode: 0o600 });
  await writeFile(`${other}.2`, 'another master secret, of some length', { mode: 0o600 });
  const wrong = await vault(['rotate-master'], { MASTER_SECRET_FILE: other });
  expect(wrong).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^Cannot open master key 2, made .+ Nothing has been changed\.\n$/) as unknown,
  });
  expect(await vault(['rotate-data', '--organisation', 'nobody'])).toMatchObject({
    code: 1,
    text: 'There is no organisation at nobody.\n',
  });
});

test('ends at once when it is told to, and says that nothing is lost', async () => {
  const child = spawn(process.execPath, [script, 'rotate-data', '--settle-seconds', '60'], { env: env() });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await expect.poll(() => text, { timeout: 60_000 }).toContain('Waiting 60 s');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(text).toContain('Nothing is lost: run the same again');
  expect(await vault(['rotate-data', '--settle-seconds', '0'])).toMatchObject({
    code: 0,
    text: expect.stringContaining('Finished what an earlier run had begun') as unknown,
  });
});
