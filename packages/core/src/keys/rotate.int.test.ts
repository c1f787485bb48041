import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  fillSealed,
  findChanged,
  makeKeyRequest,
  makeBareOrganisation,
  startProcess,
  type SealedValue,
} from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import type { KeyStep } from './key-request.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();
let dashboard: Awaited<ReturnType<typeof startProcess>>;
let organisationId: string;
let values: SealedValue[];
beforeAll(async () => {
  organisationId = await makeBareOrganisation(services);
  values = await fillSealed(services, organisationId, { bots: 2, each: 40 });
  dashboard = await startProcess(services);
});
afterAll(() => dashboard.close());

test('replaces the master key: every data key under the new one, nothing else changed', async () => {
  const steps: KeyStep[] = [];
  const request = await makeKeyRequest(services, (step) => void steps.push(step));
  const before = await services.behind.botSecret.findMany({ orderBy: { id: 'asc' } });
  const made = await rotateMaster(request, { provider: 'pbkdf2' });
  await request.close();
  expect(made).toMatchObject({ masterKey: 2, emptied: [1], unopened: [], finishedEarlier: false });
  expect(
    (await services.behind.masterKey.findMany({ orderBy: { version: 'asc' } })).map(({ status }) => status),
  ).toEqual(['retired', 'primary']);
  expect(await services.behind.dataKey.count({ where: { masterKeyVersion: { not: 2 } } })).toBe(0);
  expect((await stat(`${services.masterSecretFile}.2`)).mode & 0o777).toBe(0o600);
  expect(await services.behind.botSecret.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  expect(await findChanged(dashboard, values)).toEqual([]);
  expect(steps.map(({ at }) => at).filter((at) => at !== 'waiting' && at !== 'settling')).toEqual([
    'prepared',
    'added',
    'in_use',
    'keys_moved',
    'emptied',
  ]);
  const told = await services.behind.auditEvent.findMany({
    where: { event: { startsWith: 'key.' } },
    orderBy: [{ organisationId: 'asc' }, { sequence: 'asc' }],
  });
  const ours = (organisation: string) =>
    told
      .filter((event) => event.organisationId === organisation)
      .map(({ event, targetId, after }) => [event, targetId, after]);
  expect(ours(PLATFORM_ORGANISATION)).toEqual([
    ['key.master_key_added', '1', null],
    ['key.data_key_added', '1', null],
    ['key.master_key_added', '2', null],
    ['key.master_key_in_use', '2', null],
    ['key.data_key_rewrapped', '1', { masterKey: 2 }],
    ['key.master_key_emptied', '1', null],
  ]);
  expect(ours(organisationId)).toEqual([['key.data_key_rewrapped', '1', { masterKey: 2 }]]);
});

test('replaces data keys: every value under the new ones, fingerprints as they were', async () => {
  const print = await dashboard.vault.fingerprint(organisationId, 'a value');
  const request = await makeKeyRequest(services);
  const made = await rotateData(request, {});
  expect(made).toMatchObject({ added: 2, unopened: [], finishedEarlier: false, emptied: 2 });
  // One more: the key of the fingerprints.
  expect(made.moved).toBe(values.length + 2);
  const left = { where: { organisationId, dataKeyVersion: 1, sealedValue: { not: null } } };
  expect(await services.behind.botVariable.count(left)).toBe(0);
  expect(await services.behind.configVersion.count({ where: { organisationId, dataKeyVersion: 1 } })).toBe(0);
  expect(await findChanged(dashboard, values)).toEqual([]);
  expect(await dashboard.vault.fingerprint(organisationId, 'a value')).toBe(print);
  expect(await verifyKeys(request)).toMatchObject({ masterKeys: 1, dataKeys: 4, unopened: [] });
  await request.close();
});
