import { createDatabase } from '@clawberth/db';
import { createMasterKeys, createVault } from '@clawberth/vault';
import type { ServicesOptions } from '../create-services.ts';
import { createVaultKeyStore } from '../vault-key-store.ts';
import type { KeyRequest } from './key-request.ts';

type Options = Pick<ServicesOptions, 'databaseUrl' | 'masterSecretFile' | 'kms'>;

/**
 * What commands on keys work with. They report themselves to nobody: a rotation that was killed must not be waited for by the
 * next. Throws what the database or a master key lacks, having changed nothing.
 */
export async function openKeyServices(options: Options): Promise<KeyRequest['services'] & { close(): Promise<void> }> {
  const { apiRoot, firstKey } = options.kms ?? {};
  const database = createDatabase({ url: options.databaseUrl, maxConnections: 6 });
  try {
    await database.requireSafeRole();
    const keyStore = createVaultKeyStore(database);
    const masterKeys = createMasterKeys({
      masterSecretFile: options.masterSecretFile,
      kms: apiRoot === undefined ? {} : { apiRoot },
      ...(firstKey === undefined ? {} : { firstSource: { provider: 'gcp-kms', keyName: firstKey } }),
      keyStore,
    });
    await masterKeys.ready();
    return {
      database,
      masterKeys,
      vault: createVault({ provider: masterKeys, keyStore }),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
