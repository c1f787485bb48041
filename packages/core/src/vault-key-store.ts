import type { Database } from '@clawberth/db';
import type { KeyStore } from '@clawberth/vault';
import { readAccounts, readAsSystem } from './scope-of.ts';
import { writeKeys } from './write-keys.ts';

/** The vault's keys in the tables MasterKey, DataKey and FingerprintKey. Nothing in them opens without the master secret. */
export function createVaultKeyStore(database: Database): KeyStore {
  return {
    masterKeys: () => readAccounts({ database }).masterKey.findMany({ orderBy: { version: 'asc' } }),
    insertMasterKey: async (row) => {
      await writeKeys(
        database,
        (tx) => tx.masterKey.createMany({ data: [row], skipDuplicates: true }),
        ({ count }) => (count === 0 ? [] : [{ action: 'key.master_key_added', target: keyTarget(row.version) }]),
      );
    },
    dataKey: (organisationId, version) => {
      const { dataKey } = readAsSystem({ database }, organisationId);
      return version === undefined
        ? dataKey.findFirst({ where: { organisationId, status: 'primary' }, orderBy: { version: 'desc' } })
        : dataKey.findUnique({ where: { organisationId_version: { organisationId, version } } });
    },
    insertDataKey: async (row) => {
      await writeKeys(
        database,
        async (tx) => {
          await tx.dataKey.updateMany({
            where: { organisationId: row.organisationId, status: 'primary' },
            data: { status: 'retired' },
          });
          await tx.dataKey.create({ data: row });
        },
        () => [{ action: 'key.data_key_added', target: keyTarget(row.version) }],
        row.organisationId,
      );
    },
    fingerprintKey: (organisationId) =>
      readAsSystem({ database }, organisationId).fingerprintKey.findUnique({ where: { organisationId } }),
  };
}

function keyTarget(version: number) {
  return { type: 'key' as const, id: String(version), name: null };
}
