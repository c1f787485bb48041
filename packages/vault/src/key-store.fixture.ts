import type { DataKeyRow, KeyStore, MasterKeyRow } from './key-store.ts';

/** A key store in memory for the vault's own tests and benchmark. */
export function createMemoryKeyStore(): KeyStore & {
  masters: MasterKeyRow[];
  dataKeys: DataKeyRow[];
  fingerprintKeys: Map<string, { sealedKey: Buffer<ArrayBuffer>; dataKeyVersion: number }>;
  dataKeyReads: () => number;
} {
  const masters: MasterKeyRow[] = [];
  const dataKeys: DataKeyRow[] = [];
  const fingerprintKeys = new Map<string, { sealedKey: Buffer<ArrayBuffer>; dataKeyVersion: number }>();
  let reads = 0;
  return {
    masters,
    fingerprintKeys,
    fingerprintKey: async (organisationId) => fingerprintKeys.get(organisationId) ?? null,
    dataKeys,
    dataKeyReads: () => reads,
    masterKeys: async () => [...masters],
    insertMasterKey: async (row) => {
      if (!masters.some((each) => each.version === row.version)) masters.push(row);
    },
    dataKey: async (organisationId, version) => {
      reads += 1;
      const mine = dataKeys.filter((row) => row.organisationId === organisationId);
      return mine.find((row) => (version === undefined ? row.status === 'primary' : row.version === version)) ?? null;
    },
    insertDataKey: async (row) => {
      for (const each of dataKeys)
        if (each.organisationId === row.organisationId && each.status === 'primary') each.status = 'retired';
      dataKeys.push(row);
    },
  };
}
