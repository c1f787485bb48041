// @ts-check
import { runOrFail } from '../lib/run-command.mjs';
import { readSecret } from './ensure-secrets.mjs';

/** @typedef {import('./describe-instance.mjs').Instance} Instance */

/**
 * Makes the owner role and the database, and gives the role the password of the secrets file, so that
 * a cluster and secrets that drifted apart agree again. The app's role is the migration runner's work.
 * @param {Instance} instance
 */
export async function ensureDatabase(instance) {
  const owner = new URL(await readSecret(instance, 'database-owner-url'));
  const role = identifier(owner.username);
  const database = identifier(owner.pathname.slice(1));
  const password = `'${decodeURIComponent(owner.password).replaceAll("'", "''")}'`;
  const sql = `
    set client_min_messages = warning;
    select 'create role ${role}' where not exists (select from pg_roles where rolname = '${role}') \\gexec
    alter role ${role} login createdb createrole nosuperuser password ${password};
    grant pg_signal_backend to ${role};
    select 'create database ${database} owner ${role}' where not exists (select from pg_database where datname = '${database}') \\gexec
    revoke connect on database ${database}, postgres from public;
    grant connect on database postgres to ${role};
  `;
  const args = [
    '-u',
    'postgres',
    '--',
    'psql',
    '-X',
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    instance.run,
    '-p',
    String(instance.ports.postgres),
    '-d',
    'postgres',
  ];
  await runOrFail('runuser', args, { input: sql, cwd: '/', what: 'Making the database and its owner' });
}

/** @param {string} name */
function identifier(name) {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no plain name for a role or database`);
  return name;
}
