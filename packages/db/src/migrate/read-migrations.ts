import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** The repository's `prisma` folder. */
export const prismaDir = fileURLToPath(new URL('../../../../prisma', import.meta.url));

/**
 * Every migration of a `prisma` folder, oldest first, in the shape the schema engine takes.
 * Throws when a migration folder has no migration.sql.
 */
export async function readMigrations(dir: string = prismaDir): Promise<MigrationList> {
  const baseDir = join(dir, 'migrations');
  const lockFile = join(baseDir, 'migration_lock.toml');
  const entries = existsSync(baseDir) ? await readdir(baseDir, { withFileTypes: true }) : [];
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockFile) ? await readFile(lockFile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

/** The schema file of a `prisma` folder. */
export async function readSchema(dir: string = prismaDir): Promise<{ path: string; content: string }> {
  const path = join(dir, 'schema.prisma');
  return { path, content: await readFile(path, 'utf8') };
}
