import type { MasterKeySource } from '@clawberth/vault';
import { readAccounts } from '../scope-of.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';

/**
 * Makes the secret of the next master key, then its row, which tells every process to load it. A secret file that an
 * earlier run left without a row is taken. Gives the version.
 */
export async function addPendingKey({ services, tell }: KeyRequest, source: MasterKeySource): Promise<number> {
  const { _max: newest } = await readAccounts(services).masterKey.aggregate({ _max: { version: true } });
  const version = (newest.version ?? 0) + 1;
  const row = await services.masterKeys.prepare(version, source);
  await tell({ at: 'prepared', masterKey: version });
  await writeKeys(
    services.database,
    (tx) => tx.masterKey.create({ data: row }),
    () => [{ action: 'key.master_key_added', target: keyTarget(version) }],
  );
  await tell({ at: 'added', masterKey: version });
  return version;
}
