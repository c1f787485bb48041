import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  fillSealed,
  findChanged,
  makeBareOrganisation,
  makeKeyRequest,
  startProcess,
  type SealedValue,
} from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { cancelMaster } from './cancel-master.ts';
import { getKeyStatus } from './get-key-status.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';
import { withKeyLock } from './with-key-lock.ts';

const services = useTestServices();
const source = { provider: 'pbkdf2' } as const;
let elsewhere: string;
let organisationId: string;
let values: SealedValue[];
beforeAll(async () => {
  organisationId = await makeBareOrganisation(services);
  values = await fillSealed(services, organisationId, { bots: 2, each: 2 });
  elsewhere = await mkdtemp(join(tmpdir(), 'clawberth-elsewhere-'));
  await copyFile(services.masterSecretFile, join(elsewhere, 'master-secret'));
});
afterAll(() => rm(elsewhere, { recursive: true, force: true }));

test('one at a time: the second operator is told who is at work and since when, and nothing is changed', async () => {
  const lock = { databaseUrl: services.appUrl, command: 'rotate-data', host: 'first-machine' };
  const masterKeys = await services.behind.masterKey.findMany();
  await withKeyLock(lock, async () => {
    const second = withKeyLock({ ...lock, command: 'rotate-master', host: 'second-machine' }, () =>
      Promise.reject(new Error('two at once')),
    );
    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /already by vault rotate-data: \w+@first-machine, process \d+, since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/,
      ) as unknown,
    });
  });
  expect(await services.behind.masterKey.findMany()).toEqual(masterKeys);
  await expect(withKeyLock(lock, () => Promise.resolve('free again'))).resolves.toBe('free again');
});

test('a lock that is lost ends the command that held it', async () => {
  await withKeyLock({ databaseUrl: services.appUrl, command: 'rotate-data', host: 'here' }, async (signal) => {
    const [row] = await services.behind.$queryRaw<{ pid: number }[]>`
      select pid from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`;
    const request = await makeKeyRequest(services);
    const { connectTo } = await import('@clawberth/db/testing');
    const owner = await connectTo(services.appUrl);
    await owner.query('select pg_terminate_backend($1)', [row?.pid]);
    await owner.close();
    await expect.poll(() => signal.aborted).toBe(true);
    await expect(rotateMaster({ ...request, signal }, source)).rejects.toThrow('aborted');
    await request.close();
  });
  expect(await services.behind.masterKey.count({ where: { status: 'primary', version: 1 } })).toBe(1);
});

test('a process without the new master key holds it back, and is named; with the key it goes on', async () => {
  await services.masterKeys.refresh();
  const lacking = await startProcess(services, {
    masterSecretFile: join(elsewhere, 'master-secret'),
    process: 'airlock',
  });
  const request = await makeKeyRequest(services);
  await expect(rotateMaster(request, source)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/Not ready after 2 s:\n- airlock on .+, started .+\n.+cancel-master/) as unknown,
  });
  const status = await getKeyStatus(request);
  expect(status.masterKeys.map((key) => key.status)).toEqual(['primary', 'pending']);
  expect(status.processes).toMatchObject([{ name: 'airlock', masterKeys: [1] }]);

  const kms = { provider: 'gcp-kms', keyName: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' } as const;
  await expect(rotateMaster(request, kms)).rejects.toMatchObject({
    code: 'conflict',
    message: /was begun with a secret file/,
  });

  await copyFile(`${services.masterSecretFile}.2`, join(elsewhere, 'master-secret.2'));
  expect(await rotateMaster(request, source)).toMatchObject({ masterKey: 2, emptied: [1] });
  expect(await findChanged(lacking, values)).toEqual([]);
  await lacking.close();
  await request.close();
});

test('a master key that is not used yet can be given up, and another begun', async () => {
  const request = await makeKeyRequest(services, ({ at }) => {
    if (at === 'added') throw new Error('ended');
  });
  await expect(rotateMaster(request, source)).rejects.toThrow('ended');
  const calm = { ...request, tell: () => undefined };
  expect(await cancelMaster(calm)).toBe(3);
  expect(await cancelMaster(calm)).toBeNull();
  expect(await services.behind.masterKey.count({ where: { version: 3 } })).toBe(0);
  await expect(copyFile(`${services.masterSecretFile}.3`, join(elsewhere, 'x'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
  const told = await services.behind.auditEvent.findMany({ where: { event: 'key.master_key_withdrawn' } });
  expect(told.map(({ targetId }) => targetId)).toEqual(['3']);
  await request.close();
});

test('what is sealed under the earlier key while values are moved is moved too', async () => {
  // This process hears of nothing: it goes on with the data key that it has opened.
  const before = await services.vault.seal(
    { organisationId, table: 'x', column: 'x', rowId: 'x', schemaVersion: 1 },
    'warm',
  );
  const late: SealedValue[] = [];
  const request = await makeKeyRequest(services, async ({ at }) => {
    if (at === 'settling' && late.length === 0)
      late.push(...(await fillSealed(services, organisationId, { bots: 1, each: 3 })));
  });
  const rotation = rotateData({ ...request, patience: { processesMs: 2_000, settleMs: 3_000 } }, { organisationId });
  expect(await rotation).toMatchObject({ added: 1, emptied: 1, unopened: [] });
  expect(late).toHaveLength(9);
  const version = before.dataKeyVersion;
  expect(await services.behind.botSecret.count({ where: { organisationId, dataKeyVersion: version } })).toBe(0);
  expect(await services.behind.configVersion.count({ where: { organisationId, dataKeyVersion: version } })).toBe(0);
  expect(await findChanged(request.services, [...values, ...late])).toEqual([]);
  expect((await verifyKeys({ ...request, tell: () => undefined })).unopened).toEqual([]);
  await request.close();
});

test('organisations and bots that go meanwhile are no trouble', async () => {
  const going = await makeBareOrganisation(services);
  await fillSealed(services, going, { bots: 1, each: 2 });
  const { writeAsSystem } = await import('../testing/write-as-system.ts');
  const request = await makeKeyRequest(services, async ({ at }) => {
    if (at !== 'keys_added' || (await services.behind.organisation.count({ where: { id: going } })) === 0) return;
    await writeAsSystem(services, going, (tx) => tx.organisation.delete({ where: { id: going } }));
    await writeAsSystem(services, organisationId, (tx) =>
      tx.bot.deleteMany({ where: { organisationId, name: 'Bot 1' } }),
    );
  });
  expect(await rotateData(request, {})).toMatchObject({ unopened: [] });
  expect((await verifyKeys({ ...request, tell: () => undefined })).unopened).toEqual([]);
  await request.close();
});
