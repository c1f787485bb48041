import { deployMigrations } from './deploy-migrations.ts';
import { ensureAppRole } from './ensure-app-role.ts';
import { withMigrationLock } from './with-migration-lock.ts';

/**
 * Brings a database to what this checkout needs: all migrations, then the app's role and its rights.
 * Returns the names of the migrations that were applied now. Safe to repeat, and to run from many places
 * at once: an advisory lock lets one runner in at a time.
 */
export async function migrateDatabase(options: { ownerUrl: string; appUrl: string; dir?: string }): Promise<string[]> {
  return withMigrationLock(options.ownerUrl, async (owner) => {
    const applied = await deployMigrations(options);
    await ensureAppRole(owner, options.appUrl);
    return applied;
  });
}
