import { createDatabase } from '@clawberth/db';
import { buildVault, type VaultOptions } from '../build-vault.ts';
import type { KeyRequest } from './key-request.ts';

type Options = VaultOptions & { databaseUrl: string };

/**
 * What commands on keys work with. They report themselves to nobody: a rotation that was killed must not be waited for by the
 * next. Throws what the database or a master key lacks, having changed nothing.
 */
export async function openKeyServices(options: Options): Promise<KeyRequest['services'] & { close(): Promise<void> }> {
  const database = createDatabase({ url: options.databaseUrl, maxConnections: 6 });
  try {
    await database.requireSafeRole();
    const { masterKeys, vault } = buildVault(database, options);
    await masterKeys.ready();
    return { database, masterKeys, vault, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
