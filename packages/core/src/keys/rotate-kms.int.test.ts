import { startGoogleKmsStandIn, type KmsStandIn } from '@clawberth/testkit';
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
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();
const keyName = 'projects/bakery/locations/europe-west1/keyRings/clawberth/cryptoKeys/master';
const inKms = { provider: 'gcp-kms', keyName } as const;
let kms: KmsStandIn;
let dashboard: Awaited<ReturnType<typeof startProcess>>;
let values: SealedValue[];
beforeAll(async () => {
  kms = await startGoogleKmsStandIn();
  kms.addKey(keyName);
  dashboard = await startProcess(services, { kms: { apiRoot: kms.url } });
  values = await fillSealed(services, await makeBareOrganisation(services), { bots: 1, each: 5 });
});
afterAll(async () => {
  await dashboard.close();
  await kms.close();
});

async function rotate(source: Parameters<typeof rotateMaster>[1]) {
  const request = await makeKeyRequest(services, undefined, { kms: { apiRoot: kms.url } });
  return rotateMaster(request, source).finally(() => request.close());
}
const masterKeys = async () =>
  (await services.behind.masterKey.findMany({ orderBy: { version: 'asc' } })).map(
    ({ version, provider, status, keyName: name }) => [version, provider, status, name],
  );

test('a key that Google does not know is not begun with', async () => {
  await expect(rotate({ ...inKms, keyName: `${keyName}-of-nobody` })).rejects.toThrow(/of-nobody/);
  expect(await masterKeys()).toEqual([[1, 'pbkdf2', 'primary', null]]);
});

test('from a file to Google Cloud KMS: every data key is wrapped there, every value opens', async () => {
  expect(await rotate(inKms)).toMatchObject({ masterKey: 2, emptied: [1], unopened: [] });
  expect(await masterKeys()).toEqual([
    [1, 'pbkdf2', 'retired', null],
    [2, 'gcp-kms', 'primary', keyName],
  ]);
  dashboard.vault.clearCache();
  expect(await findChanged(dashboard, values)).toEqual([]);
  expect(kms.requests().filter(({ method, status }) => method === 'decrypt' && status === 200).length).toBeGreaterThan(
    1,
  );
});

test('while Google is away nothing opens and no rotation begins; then all goes on', async () => {
  kms.goDown();
  dashboard.vault.clearCache();
  await expect(findChanged(dashboard, values)).rejects.toMatchObject({ code: 'key_service' });
  await expect(rotate({ provider: 'pbkdf2' })).rejects.toMatchObject({ code: 'key_service' });
  expect(await masterKeys()).toHaveLength(2);
  kms.comeBack();
  expect(await findChanged(dashboard, values)).toEqual([]);
});

test('and back to a file', async () => {
  expect(await rotate({ provider: 'pbkdf2' })).toMatchObject({ masterKey: 3, emptied: [2], unopened: [] });
  kms.disableKey(keyName);
  dashboard.vault.clearCache();
  expect(await findChanged(dashboard, values)).toEqual([]);
  const request = await makeKeyRequest(services);
  expect((await verifyKeys(request)).unopened).toEqual([]);
  await request.close();
});
