// @ts-check
// node infra/images/make-secrets.mjs [folder]: makes the secrets of docker-compose.yml that are missing, overwrites none.
// Node 20, no packages. Needs root: each file belongs to the user of the container that reads it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Users in the containers: our apps, and Postgres and Redis (the same number in the official images). */
const app = 10001;
const store = 999;

/**
 * Makes what is missing in a folder of secrets, every file with mode 0600.
 * A folder that has other secrets but no master secret is refused: a new one could not open the old data.
 * @param {string} folder
 * @param {{postgresPort: number, redisPort: number}} ports that go into the URLs
 * @returns {string[]} the names of the files that were made
 */
export function makeSecrets(folder, { postgresPort, redisPort }) {
  if (process.getuid?.() !== 0) {
    throw new Error('Run this as root (sudo): each secret must belong to the user of the container that reads it.');
  }
  if (process.env['MASTER_SECRET']) {
    throw new Error('MASTER_SECRET is set, but a master secret is never taken from the environment. Unset it.');
  }
  // Master secrets have a folder of their own, which the containers see: later versions lie beside the first one.
  const masters = join(folder, 'master');
  for (const each of [folder, masters]) {
    mkdirSync(each, { recursive: true, mode: 0o700 });
    chmodSync(each, 0o700);
  }
  chownSync(masters, app, app);
  // Where it was before there were versions. Containers that run keep what they mounted.
  const former = join(folder, 'master-secret');
  if (existsSync(former) && !existsSync(join(masters, 'master-secret')))
    renameSync(former, join(masters, 'master-secret'));
  const versions = readdirSync(masters).filter((name) => /^master-secret(\.\d+)?$/.test(name));
  if (versions.length === 0 && existsSync(join(folder, 'database-url')) && !process.env['MASTER_KMS_KEY']) {
    throw new Error(
      `${masters} has lost its master-secret: put your copy back. Without it the stored secrets stay closed.`,
    );
  }
  /** @type {string[]} */
  const made = [];
  /** @param {string} name @param {number} user @param {() => string} content @returns {string} what the file holds */
  const keep = (name, user, content) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      // Its name comes last, so that a run that was cut short leaves no half a secret.
      const draft = `${path}.${process.pid}.new`;
      try {
        writeFileSync(draft, content(), { mode: 0o600, flag: 'wx' });
        renameSync(draft, path);
      } finally {
        rmSync(draft, { force: true });
      }
      made.push(name);
    }
    chownSync(path, user, user);
    chmodSync(path, 0o600);
    return readFileSync(path, 'utf8');
  };
  const word = () => randomBytes(24).toString('base64url');
  // Once the first version was destroyed after a rotation, it is not to come back.
  for (const name of versions.length === 0 ? ['master-secret'] : versions)
    keep(join('master', name), app, () => randomBytes(48).toString('base64'));
  keep('nextauth-secret', app, () => randomBytes(48).toString('base64'));
  keep('internal-key', app, () => randomBytes(48).toString('base64'));
  keep('audit-signing-key', app, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const owner = keep('postgres-password', store, word);
  const redis = keep('redis-auth.conf', store, () => `requirepass ${word()}\n`)
    .trim()
    .split(' ')[1];
  const database = `127.0.0.1:${postgresPort}/clawberth`;
  keep('database-owner-url', app, () => `postgresql://clawberth_owner:${owner}@${database}`);
  keep('database-url', app, () => `postgresql://clawberth_app:${word()}@${database}`);
  keep('redis-url', app, () => `redis://:${redis}@127.0.0.1:${redisPort}`);
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? process.env['CLAWBERTH_SECRETS'] ?? './.clawberth/secrets');
  try {
    const made = makeSecrets(folder, {
      postgresPort: Number(process.env['CLAWBERTH_POSTGRES_PORT'] ?? 54322),
      redisPort: Number(process.env['CLAWBERTH_REDIS_PORT'] ?? 63792),
    });
    console.log(made.length === 0 ? `${folder} has every secret.` : `Made in ${folder}: ${made.join(', ')}.`);
    if (made.includes(join('master', 'master-secret')))
      console.log('Keep a copy of master/master-secret in a safe place: nothing opens the stored secrets without it.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
