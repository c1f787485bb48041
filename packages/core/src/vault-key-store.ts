import type { Database } from '@clawberth/db';
import type { KeyStore } from '@clawberth/vault';
import { writeKeys } from './mutate.ts';

/** The vault's keys in the tables MasterKey and DataKey. Nothing in them opens without the master secret. */
export function createVaultKeyStore(database: Database): KeyStore {
  const { read } = database;
  return {
    masterKeys: () => read.masterKey.findMany({ orderBy: { version: 'asc' } }),
    insertMasterKey: async (row) => {
      await writeKeys(database, (tx) => tx.masterKey.createMany({ data: [row], skipDuplicates: true }));
    },
    dataKey: (organisationId, version) =>
      version === undefined
        ? read.dataKey.findFirst({ where: { organisationId, status: 'primary' }, orderBy: { version: 'desc' } })
        : read.dataKey.findUnique({ where: { organisationId_version: { organisationId, version } } }),
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
        row.organisationId,
      );
    },
  };
}
