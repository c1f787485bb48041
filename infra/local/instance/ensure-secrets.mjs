// @ts-check
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {import('./describe-instance.mjs').Instance} Instance */

/**
 * Makes the instance's folders and its secret files (0600, in a 0700 folder). A file that is there is never changed.
 * @param {Instance} instance
 */
export async function ensureSecrets(instance) {
  for (const folder of [instance.home, instance.logs, instance.run, instance.checkpoints])
    await mkdir(folder, { recursive: true, mode: 0o755 });
  await mkdir(instance.secrets, { recursive: true, mode: 0o700 });
  await chmod(instance.secrets, 0o700);
  const { postgres, redis } = instance.ports;
  const word = () => randomBytes(24).toString('base64url');
  // Once the first version was destroyed after a rotation, it is not to come back.
  const later = (await readdir(instance.secrets)).some((name) => /^master-secret\.\d+$/.test(name));
  if (!later) await createOnce(instance, 'master-secret', () => randomBytes(48).toString('base64'));
  await createOnce(instance, 'nextauth-secret', () => randomBytes(48).toString('base64'));
  await createOnce(instance, 'internal-key', () => randomBytes(48).toString('base64'));
  await createOnce(instance, 'audit-signing-key', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
  );
  await createOnce(
    instance,
    'database-url',
    () => `postgresql://clawberth_app:${word()}@127.0.0.1:${postgres}/clawberth`,
  );
  await createOnce(
    instance,
    'database-owner-url',
    () => `postgresql://clawberth_owner:${word()}@127.0.0.1:${postgres}/clawberth`,
  );
  await createOnce(instance, 'redis-url', () => `redis://:${word()}@127.0.0.1:${redis}`);
}

/** The text of one secret file. @param {Instance} instance @param {string} name */
export async function readSecret(instance, name) {
  return (await readFile(join(instance.secrets, name), 'utf8')).trim();
}

/**
 * The file gets its name only when it is whole, and only if nobody else was faster.
 * @param {Instance} instance @param {string} name @param {() => string} make
 */
async function createOnce(instance, name, make) {
  const path = join(instance.secrets, name);
  const there = await readFile(path, 'utf8').catch(() => '');
  if (there !== '') return;
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${make()}\n`, { mode: 0o600 });
  await link(draft, path).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
}
