// @ts-check
import { describeInstance } from './instance/describe-instance.mjs';
import { ensureSecrets } from './instance/ensure-secrets.mjs';
import { ensurePostgres, stopPostgres } from './instance/postgres.mjs';
import { ensureRedis, stopRedis } from './instance/redis.mjs';

/** @typedef {import('./instance/describe-instance.mjs').Instance} Instance */

/**
 * Secrets, Postgres and Redis of an instance, made and started where they are not; the machine must be ready.
 * @param {string} name
 * @returns {Promise<{instance: Instance, stop: () => Promise<void>}>} `stop` ends what this call started, no more
 */
export async function ensureInstance(name) {
  const instance = describeInstance(name);
  await ensureSecrets(instance);
  const [postgres, redis] = await Promise.all([ensurePostgres(instance), ensureRedis(instance)]);
  const stop = async () => {
    if (redis.started) await stopRedis(instance);
    if (postgres.started) await stopPostgres(instance);
  };
  return { instance, stop };
}
