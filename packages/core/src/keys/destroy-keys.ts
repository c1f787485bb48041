import { ClawberthError } from '../errors.ts';
import { readAccounts } from '../scope-of.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';
import { listDataKeys, type DataKeyInfo } from './list-data-keys.ts';
import { rowsUnderKeys } from './rows-under-keys.ts';
import { tellProcesses } from './tell-processes.ts';

export type Destroyed = {
  dataKeys: number;
  masterKeys: number[];
  /** What is old enough to go and stays, because something is still under it. */
  stillUsed: { organisationId: string | null; version: number }[];
};

/** How long backups are kept unless the operator says otherwise, and the least: a request under way is over by then. */
export const BACKUP_DAYS = { usual: 35, least: 1 } as const;
const DAY_MS = 86_400_000;

/** The time before which a key must have been emptied to be needed by no backup. Throws `invalid_input` for less than a day. */
export function emptiedBefore(backupsDays: number, now: Date): Date {
  if (!Number.isSafeInteger(backupsDays) || backupsDays < BACKUP_DAYS.least)
    throw new ClawberthError('invalid_input', 'Say for how many days backups are kept: a whole number, 1 or more.');
  return new Date(now.getTime() - backupsDays * DAY_MS);
}

/**
 * Deletes keys for good that have been empty for longer than backups are kept: data keys, then master keys with their secret
 * files. What anything is still under stays, and is named. Hold the key lock. Throws `invalid_input` for less than a day.
 */
export async function destroyKeys(
  request: KeyRequest,
  { backupsDays, now = new Date() }: { backupsDays: number; now?: Date },
): Promise<Destroyed> {
  const before = emptiedBefore(backupsDays, now);
  const result: Destroyed = { dataKeys: 0, masterKeys: [], stillUsed: [] };
  const old: DataKeyInfo[] = [];
  for await (const key of listDataKeys(request))
    if (key.status === 'retired' && key.emptiedAt !== null && key.emptiedAt < before) old.push(key);
  for (const [done, { organisationId, version }] of old.entries()) {
    request.signal.throwIfAborted();
    if (await destroyDataKey(request, { organisationId, version })) result.dataKeys += 1;
    else result.stillUsed.push({ organisationId, version });
    await request.tell({ at: 'destroyed', done: done + 1, total: old.length });
  }
  // Processes forget what they have opened of them.
  if (result.dataKeys > 0) await tellProcesses(request);
  const masters = await readAccounts(request.services).masterKey.findMany({
    where: { status: 'retired', emptiedAt: { lt: before } },
    orderBy: { version: 'asc' },
  });
  for (const { version } of masters) {
    request.signal.throwIfAborted();
    if (await destroyMasterKey(request, version)) result.masterKeys.push(version);
    else result.stillUsed.push({ organisationId: null, version });
  }
  return result;
}

async function destroyDataKey(
  { services }: KeyRequest,
  { organisationId, version }: Pick<DataKeyInfo, 'organisationId' | 'version'>,
) {
  const gone = await writeKeys(
    services.database,
    async (tx) => {
      // The key of fingerprints was kept before data key 1 was retired: nothing is derived from it any more.
      if ((await rowsUnderKeys(tx, organisationId)).some((found) => found.version === version)) return 0;
      return (await tx.dataKey.deleteMany({ where: { organisationId, version, status: 'retired' } })).count;
    },
    (count) => (count === 0 ? [] : [{ action: 'key.data_key_destroyed', target: keyTarget(version) }]),
    organisationId,
  );
  return gone > 0;
}

async function destroyMasterKey({ services }: KeyRequest, version: number): Promise<boolean> {
  const used = await services.database.lookup.$queryRaw<{ masterKeyVersion: number }[]>`
    select "masterKeyVersion" from lookup_master_key_use()`;
  if (used.some(({ masterKeyVersion }) => masterKeyVersion === version)) return false;
  // The file first: ended here, the row still says that there is something to destroy.
  await services.masterKeys.discard(version);
  await writeKeys(
    services.database,
    (tx) => tx.masterKey.deleteMany({ where: { version, status: 'retired' } }),
    ({ count }) => (count === 0 ? [] : [{ action: 'key.master_key_destroyed', target: keyTarget(version) }]),
  );
  return true;
}
