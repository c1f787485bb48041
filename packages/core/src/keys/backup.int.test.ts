import { backUp, restore } from '@clawberth/db/testing';
import { expect, test } from 'vitest';
import { fillSealed, findChanged, makeBareOrganisation, makeKeyRequest } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();

test('a backup from before both rotations still opens, with the key files as they are now', async () => {
  const values = await fillSealed(services, await makeBareOrganisation(services), { bots: 2, each: 3 });
  const backup = backUp(services.ownerUrl);
  const request = await makeKeyRequest(services);
  await rotateMaster(request, { provider: 'pbkdf2' });
  await rotateData(request, {});
  await request.close();
  const restored = await restore(services.ownerUrl, backup);
  const old = await makeKeyRequest({ ...services, appUrl: restored.appUrl });
  expect((await verifyKeys(old)).unopened).toEqual([]);
  expect(await findChanged(old.services, values)).toEqual([]);
  // And it can be rotated itself: the secret file of version 2 is there and is taken, never overwritten.
  expect(await rotateMaster(old, { provider: 'pbkdf2' })).toMatchObject({ masterKey: 2, emptied: [1] });
  await old.close();
  await restored.drop();
  const now = await makeKeyRequest(services);
  expect((await verifyKeys(now)).unopened).toEqual([]);
  await now.close();
});
