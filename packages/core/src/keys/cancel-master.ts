import { readAccounts } from '../scope-of.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';

/** Withdraws the master key that was begun and is not used yet: its row, then its secret file. Null when there is none. */
export async function cancelMaster({ services, tell }: KeyRequest): Promise<number | null> {
  const pending = await readAccounts(services).masterKey.findFirst({ where: { status: 'pending' } });
  if (pending === null) return null;
  const { version } = pending;
  await writeKeys(
    services.database,
    (tx) => tx.masterKey.deleteMany({ where: { version, status: 'pending' } }),
    ({ count }) => (count === 0 ? [] : [{ action: 'key.master_key_withdrawn', target: keyTarget(version) }]),
  );
  await tell({ at: 'withdrawn', masterKey: version });
  await services.masterKeys.discard(version);
  return version;
}
