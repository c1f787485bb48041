import type { Database } from '@clawberth/db';
import { createMasterKeys, createVault, type MasterKeys, type Vault } from '@clawberth/vault';
import { createVaultKeyStore } from './vault-key-store.ts';

/** What holds the master keys of a process. */
export type VaultOptions = {
  /** Path of the master secret, whose content is never an environment variable; null where Google holds every key. */
  masterSecretFile: string | null;
  /** Google Cloud KMS: where it answers, when not at its own address, and the key that a fresh installation begins with. */
  kms?: { apiRoot?: string; firstKey?: string };
};

/** The vault on the keys of this database. Nothing opens or seals before `masterKeys.ready()`. */
export function buildVault(
  database: Database,
  { masterSecretFile, kms: { firstKey, ...kms } = {} }: VaultOptions,
): { masterKeys: MasterKeys; vault: Vault } {
  const keyStore = createVaultKeyStore(database);
  const masterKeys = createMasterKeys({
    masterSecretFile,
    kms,
    ...(firstKey === undefined ? {} : { firstSource: { provider: 'gcp-kms', keyName: firstKey } }),
    keyStore,
  });
  return { masterKeys, vault: createVault({ provider: masterKeys, keyStore }) };
}
