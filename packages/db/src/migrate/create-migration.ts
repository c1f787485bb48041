import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prismaDir, readMigrations, readSchema } from './read-migrations.ts';
import { openSchemaEngine } from './schema-engine.ts';

const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Writes `prisma/migrations/<timestamp>_<name>/migration.sql` with what separates the existing
 * migrations from schema.prisma. Returns the folder's path, or null when nothing does.
 * Needs an owner URL that may create databases: the migrations are replayed in a shadow database.
 */
export async function createMigration(options: {
  ownerUrl: string;
  name: string;
  dir?: string;
}): Promise<string | null> {
  if (!/^[a-z0-9_]{1,60}$/.test(options.name)) {
    throw new Error('Name the migration in small letters, digits and underscores, for example add_plans.');
  }
  const dir = options.dir ?? prismaDir;
  await mkdir(join(dir, 'migrations'), { recursive: true });
  await writeFile(join(dir, 'migrations', 'migration_lock.toml'), lockFileText);
  const script = await diffMigrations(options);
  if (script === null) return null;
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(dir, 'migrations', `${timestamp}_${options.name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), script);
  return folder;
}

/** SQL that leads from the migrations to schema.prisma; null when they agree. */
export async function diffMigrations(options: { ownerUrl: string; dir?: string }): Promise<string | null> {
  const dir = options.dir ?? prismaDir;
  const schema = await readSchema(dir);
  const { engine, lastScriptError, close } = await openSchemaEngine({ url: options.ownerUrl, schema });
  try {
    const diff = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(dir)) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: noFilters,
    });
    return diff.exitCode === 0 ? null : diff.stdout;
  } catch (error) {
    throw lastScriptError() ?? error;
  } finally {
    await close();
  }
}

const lockFileText = `# Written by Prisma; keep it in version control.
provider = "postgresql"
`;
