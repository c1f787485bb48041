// @ts-check
import { join } from 'node:path';
import { describeInstance } from './instance/describe-instance.mjs';
import { ensureSecrets } from './instance/ensure-secrets.mjs';
import { ensurePostgres, stopPostgres } from './instance/postgres.mjs';
import { ensureRedis, stopRedis } from './instance/redis.mjs';
import { livingPid, removePidFile, writePidFile } from './lib/pid-file.mjs';

/** @typedef {import('./instance/describe-instance.mjs').Instance} Instance */

/**
 * Secrets, Postgres and Redis of an instance, made and started where they are not; the machine must be ready.
 * @param {string} name
 * @returns {Promise<{instance: Instance, stop: () => Promise<void>}>} `stop` ends both, unless another living process started them
 */
export async function ensureInstance(name) {
  const instance = describeInstance(name);
  await ensureSecrets(instance);
  await Promise.all([ensurePostgres(instance), ensureRedis(instance)]);
  // Whoever started them last may have been killed: then they are ours to stop.
  const ownerFile = join(instance.run, 'owner.pid');
  const owner = await livingPid(ownerFile, 'node');
  if (owner !== undefined && owner !== process.pid) return { instance, stop: async () => {} };
  await writePidFile(ownerFile, process.pid);
  const stop = async () => {
    await Promise.all([stopRedis(instance), stopPostgres(instance)]);
    await removePidFile(ownerFile);
  };
  return { instance, stop };
}
