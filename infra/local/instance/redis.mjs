// @ts-check
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../lib/find-program.mjs';
import { livingPid, removePidFile, writePidFile } from '../lib/pid-file.mjs';
import { redisPing } from '../lib/redis-ping.mjs';
import { requireFreePort } from '../lib/require-free-port.mjs';
import { spawnService } from '../lib/spawn-service.mjs';
import { stopProcess } from '../lib/stop-process.mjs';
import { idsOf } from '../lib/user-ids.mjs';
import { waitFor } from '../lib/wait-for.mjs';
import { readSecret } from './ensure-secrets.mjs';

/** @typedef {import('./describe-instance.mjs').Instance} Instance */

/** @param {Instance} instance */
const folder = (instance) => join(instance.home, 'redis');
/** @param {Instance} instance */
const pidFile = (instance) => join(instance.run, 'redis.pid');

/** The pid of the instance's living Redis. @param {Instance} instance */
export function redisPid(instance) {
  return livingPid(pidFile(instance), join(folder(instance), 'redis.conf'));
}

/**
 * Starts the instance's Redis unless it runs.
 * @param {Instance} instance
 */
export async function ensureRedis(instance) {
  const url = new URL(await readSecret(instance, 'redis-url'));
  const password = decodeURIComponent(url.password);
  if ((await redisPid(instance)) === undefined) await startRedis(instance, password);
  const log = join(instance.logs, 'redis.log');
  await waitFor('Redis answering', () => redisPing(instance.ports.redis, password), {
    everyMs: 30,
    mend: `Read ${log}.`,
  });
}

/** @param {Instance} instance */
export async function stopRedis(instance) {
  const pid = await redisPid(instance);
  if (pid !== undefined) await stopProcess(pid);
  await removePidFile(pidFile(instance));
}

/** @param {Instance} instance @param {string} password */
async function startRedis(instance, password) {
  const { redis: port } = instance.ports;
  await requireFreePort(port, 'Redis');
  const { uid, gid } = await idsOf('redis');
  const data = folder(instance);
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chown(data, uid, gid);
  const config = join(data, 'redis.conf');
  await writeFile(config, redisConfig({ port, password, data, disposable: instance.name === 'test' }), { mode: 0o600 });
  await chown(config, uid, gid);
  const program = (await findProgram('redis-server')) ?? 'redis-server';
  const args = ['--reuid=redis', '--regid=redis', '--init-groups', program, config];
  const child = await spawnService('setpriv', args, { log: join(instance.logs, 'redis.log'), cwd: '/' });
  child.unref();
  await writePidFile(pidFile(instance), child.pid ?? 0);
}

/**
 * BullMQ needs `noeviction`. The title stays as started, so that a pid can be recognised by its command line.
 * @param {{port: number, password: string, data: string, disposable: boolean}} input
 */
export function redisConfig({ port, password, data, disposable }) {
  const lines = [`bind 127.0.0.1`, `port ${port}`, `requirepass "${password}"`, `dir ${data}`, `save ""`];
  lines.push(
    `appendonly ${disposable ? 'no' : 'yes'}`,
    'maxmemory-policy noeviction',
    'daemonize no',
    'set-proc-title no',
  );
  return `${lines.join('\n')}\n`;
}
