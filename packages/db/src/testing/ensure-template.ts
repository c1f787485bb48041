import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { migrateDatabase } from '../migrate/index.ts';
import { readMigrations } from '../migrate/read-migrations.ts';
import { withDatabase } from '../database-url.ts';
import { testAppUrl } from './test-app-url.ts';

/** The database of this checkout's migrations to clone from; built when missing. Call it under the server lock. */
export async function ensureTemplate(server: Client, serverUrl: string): Promise<string> {
  const name = `clawberth_template_${await schemaHash()}`;
  const known = await server.query('select 1 from pg_database where datname = $1', [name]);
  if (known.rowCount !== 0) return name;
  await dropTemplates(server);
  const building = `${name}_building`;
  await server.query(`create database "${building}"`);
  const ownerUrl = withDatabase(serverUrl, building);
  await migrateDatabase({ ownerUrl, appUrl: testAppUrl(ownerUrl) });
  await makeReader(ownerUrl);
  await server.query(`alter database "${building}" with allow_connections false`);
  await server.query(`alter database "${building}" rename to "${name}"`);
  return name;
}

/** Sees every row, in tests alone. */
export const BEHIND_ROLE = 'clawberth_test_behind';

/**
 * A role that looks behind the app's back: a member of clawberth_keeper, so that its policies hold, with the right to
 * read every table. The keeper itself gets nothing more than in production: what it lacks, a test must find.
 */
async function makeReader(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`do $$ begin create role ${BEHIND_ROLE} nologin;
    exception when duplicate_object or unique_violation then null; end $$`);
  await owner.query(`grant clawberth_keeper to ${BEHIND_ROLE}; grant ${BEHIND_ROLE} to current_user`);
  await owner.query(`grant select on all tables in schema public to ${BEHIND_ROLE}`);
  await owner.end();
}

/** Templates of other migrations, and half-built ones: whoever still needs one builds it again. */
async function dropTemplates(server: Client): Promise<void> {
  const old = await server.query<{ datname: string }>(
    "select datname from pg_database where datname like 'clawberth_template_%'",
  );
  for (const { datname } of old.rows) await server.query(`drop database "${datname}" with (force)`);
}

/** Twelve hex digits of everything that shapes the template: the migrations and the rights of the app role. */
async function schemaHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of (await readMigrations()).migrationDirectories) hash.update(JSON.stringify(migration));
  for (const source of ['../migrate/ensure-app-role.ts', './test-app-url.ts', './ensure-template.ts']) {
    hash.update(readFileSync(new URL(source, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 12);
}
