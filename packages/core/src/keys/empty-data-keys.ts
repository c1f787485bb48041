import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';
import type { DataKeyInfo } from './list-data-keys.ts';
import { rowsUnderKeys } from './rows-under-keys.ts';

/** Notes of each retired data key that no row names any more that it is empty now. Gives how many. */
export async function emptyDataKeys(
  { services, tell }: KeyRequest,
  organisations: readonly (readonly DataKeyInfo[])[],
): Promise<number> {
  let emptied = 0;
  for (const [done, keys] of organisations.entries()) {
    const { organisationId = '' } = keys[0] ?? {};
    const versions = await writeKeys(
      services.database,
      async (tx) => {
        const used = (await rowsUnderKeys(tx, organisationId)).map(({ version }) => version);
        const rows = await tx.$queryRaw<{ version: number }[]>`
          update "DataKey" set "emptiedAt" = now() where "organisationId" = ${organisationId}::uuid and "status" = 'retired'
            and "emptiedAt" is null and "version" <> all (${used}::int[]) returning "version"`;
        return rows.map(({ version }) => version);
      },
      (found) => found.map((version) => ({ action: 'key.data_key_emptied', target: keyTarget(version) })),
      organisationId,
    );
    emptied += versions.length;
    await tell({ at: 'keys_emptied', done: done + 1, total: organisations.length });
  }
  return emptied;
}
