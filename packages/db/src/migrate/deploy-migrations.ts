import { prismaDir, readMigrations, readSchema } from './read-migrations.ts';
import { openSchemaEngine } from './schema-engine.ts';

/**
 * Applies every migration that the database lacks, oldest first, and returns their names.
 * `_prisma_migrations` is filled as `prisma migrate deploy` fills it. Call it under withMigrationLock.
 * Throws, with Postgres's own message, when a migration fails; that one is then rolled back whole and
 * stays recorded as failed.
 */
export async function deployMigrations(options: { ownerUrl: string; dir?: string }): Promise<string[]> {
  const dir = options.dir ?? prismaDir;
  const [schema, migrationsList] = await Promise.all([readSchema(dir), readMigrations(dir)]);
  if (migrationsList.migrationDirectories.length === 0)
    throw new Error(`No migrations found in ${migrationsList.baseDir}.`);
  const { engine, lastScriptError, close } = await openSchemaEngine({ url: options.ownerUrl, schema });
  try {
    const applied = await engine.applyMigrations({
      migrationsList,
      filters: { externalTables: [], externalEnums: [] },
    });
    return applied.appliedMigrationNames;
  } catch (error) {
    const reason = lastScriptError() ?? error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`The database could not be migrated: ${message}`, { cause: error });
  } finally {
    await close();
  }
}
