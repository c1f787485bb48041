import { PLATFORM_ORGANISATION } from '@clawberth/db';
import type { Vault } from '@clawberth/vault';
import type { Services } from './services.ts';
import { readAccounts } from './scope-of.ts';
import { isUniqueViolation } from './unique-violation.ts';
import { createVaultKeyStore } from './vault-key-store.ts';

/** Gives the platform organisation its first data key, which seals what belongs to accounts. Safe to repeat, and to race. */
export async function ensurePlatformKey({
  database,
  vault,
}: Pick<Services, 'database'> & { vault: Vault }): Promise<void> {
  const where = { organisationId: PLATFORM_ORGANISATION };
  if ((await readAccounts({ database }).dataKey.count({ where })) > 0) return;
  try {
    await createVaultKeyStore(database).insertDataKey(await vault.createDataKey(PLATFORM_ORGANISATION));
  } catch (error) {
    if (!isUniqueViolation(error, 'DataKey_pkey')) throw error;
  }
}
