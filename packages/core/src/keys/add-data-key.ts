import { fingerprintKeyPlace } from '@clawberth/vault';
import { readAsSystem } from '../scope-of.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';
import type { DataKeyInfo } from './list-data-keys.ts';

/**
 * Gives the organisation a new data key, and the first time, in the same transaction, keeps the key of its fingerprints, which
 * came from its first data key. False when the organisation or its key has changed meanwhile; then nothing was written.
 */
export async function addDataKey({ services }: KeyRequest, keys: readonly DataKeyInfo[]): Promise<boolean> {
  const { vault, database } = services;
  const newest = keys.at(-1);
  const current = keys.find(({ status }) => status === 'primary');
  if (newest === undefined || current === undefined) return false;
  const { organisationId } = newest;
  const fresh = await vault.newDataKey(organisationId, newest.version + 1);
  const kept = await keptFingerprintKey(services, organisationId).catch(async (error: unknown) => {
    const left = await readAsSystem(services, organisationId).dataKey.count({ where: { organisationId } });
    if (left === 0) return null;
    throw error;
  });
  const added = await writeKeys(
    database,
    async (tx) => {
      const { count } = await tx.dataKey.updateMany({
        where: { organisationId, version: current.version, status: 'primary' },
        data: { status: 'retired' },
      });
      if (count !== 1) return null;
      if (kept !== null) await tx.fingerprintKey.createMany({ data: [kept] });
      return tx.dataKey.create({ data: fresh });
    },
    (row) =>
      row === null
        ? []
        : [
            ...(kept === null
              ? []
              : [{ action: 'key.fingerprint_key_added' as const, target: keyTarget(row.version) }]),
            { action: 'key.data_key_added', target: keyTarget(row.version) },
          ],
    organisationId,
  );
  return added !== null;
}

/** The row to be, sealed under the key in use; the rotation moves it as it moves everything. Null when there is one. */
async function keptFingerprintKey({ database, vault }: KeyRequest['services'], organisationId: string) {
  const known = await readAsSystem({ database }, organisationId).fingerprintKey.count({ where: { organisationId } });
  if (known > 0) return null;
  const bytes = await vault.fingerprintKey(organisationId);
  try {
    const { sealed, dataKeyVersion } = await vault.seal(fingerprintKeyPlace(organisationId), bytes);
    return { organisationId, sealedKey: sealed, dataKeyVersion };
  } finally {
    bytes.fill(0);
  }
}
