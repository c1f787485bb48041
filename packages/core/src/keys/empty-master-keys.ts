import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';

/** Notes of every retired master key without a data key that it is empty now: the time that backups are counted from. */
export async function emptyMasterKeys({ services, tell }: KeyRequest): Promise<number[]> {
  const emptied = await writeKeys(
    services.database,
    async (tx) => {
      // Locked first: a data key that comes meanwhile waits, and is refused by Postgres once its master key is empty.
      await tx.$queryRaw`select 1 from "MasterKey" where "status" = 'retired' for update`;
      const rows = await tx.$queryRaw<{ version: number }[]>`
        update "MasterKey" set "emptiedAt" = now() where "status" = 'retired' and "emptiedAt" is null
          and "version" not in (select "masterKeyVersion" from lookup_master_key_use()) returning "version"`;
      return rows.map(({ version }) => version);
    },
    (versions) => versions.map((version) => ({ action: 'key.master_key_emptied', target: keyTarget(version) })),
  );
  for (const masterKey of emptied) await tell({ at: 'emptied', masterKey });
  return emptied;
}
