import { connectTo, restore } from '@clawberth/db/testing';
import { findChanged, keys, makeKeyRequest, type SealedValue, type TestServices } from '@clawberth/core/testing';

/** What is not as it should be after the rotations; all of them 0. */
export type Problems = {
  'values that do not open': number;
  'values not under the data key in use': number;
  'data keys not under the master key in use': number;
  'values that do not open in the backup from before': number;
};

/** Looks at every value and key, and at those of a backup that was made before, with the key files as they are now. */
export async function checkEnd(
  services: TestServices,
  { backup, before }: { backup: Buffer; before: readonly SealedValue[] },
): Promise<Problems> {
  const request = await makeKeyRequest(services);
  const verified = await keys.verifyKeys(request);
  const status = await keys.getKeyStatus(request);
  await request.close();
  const restored = await restore(services.ownerUrl, backup);
  const old = await makeKeyRequest({ ...services, appUrl: restored.appUrl });
  const unopened = (await keys.verifyKeys(old)).unopened.length + (await findChanged(old.services, before)).length;
  await old.close();
  await restored.drop();
  return {
    'values that do not open': verified.unopened.length,
    'values not under the data key in use': [...status.behind.values()].reduce((sum, rows) => sum + rows, 0),
    'data keys not under the master key in use': status.masterKeys
      .filter((key) => key.status !== 'primary')
      .reduce((sum, key) => sum + key.dataKeys, 0),
    'values that do not open in the backup from before': unopened,
  };
}

/** What the server is, for the report. */
export async function describeServer(ownerUrl: string): Promise<string> {
  const owner = await connectTo(ownerUrl);
  const [row] = await owner.query<{ version: string; sync: string }>(
    `select current_setting('server_version') as version, current_setting('synchronous_commit') as sync`,
  );
  await owner.close();
  return `PostgreSQL ${row?.version}, synchronous_commit ${row?.sync}, on the same machine over loopback`;
}
