// @ts-check
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Problem } from '../lib/problem.mjs';

/**
 * Where everything of one instance is: folders, ports, secret files.
 * @typedef {object} Instance
 * @property {string} name
 * @property {string} home
 * @property {string} secrets
 * @property {string} checkpoints of the audit log, outside of the database
 * @property {string} logs
 * @property {string} run pid files, the Unix socket of Postgres
 * @property {{dashboard: number, postgres: number, redis: number, airlockBots: number, airlockInbound: number, workerHealth: number}} ports
 */

/**
 * Describes an instance; two instances never share a folder or, but for a rare clash of names, a port.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env] `CLAWBERTH_HOME` moves the folder, `CLAWBERTH_PORT` the dashboard's port
 * @returns {Instance}
 */
export function describeInstance(name, env = process.env) {
  if (!/^[a-z0-9]{1,8}$/.test(name)) {
    throw new Problem(
      `"${name}" cannot be an instance's name.`,
      'Set CLAWBERTH_INSTANCE to 1 to 8 small letters or digits.',
    );
  }
  const home = env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${name}`;
  const slot = slotOf(name);
  const ports = {
    dashboard: Number(env['CLAWBERTH_PORT'] ?? 3000 + 100 * slot),
    postgres: 54320 + slot,
    redis: 63790 + slot,
    airlockBots: 7070 + 100 * slot,
    airlockInbound: 7071 + 100 * slot,
    workerHealth: 7072 + 100 * slot,
  };
  const folder = (/** @type {string} */ own) => join(home, own);
  return {
    name,
    home,
    secrets: folder('secrets'),
    checkpoints: folder('audit-checkpoints'),
    logs: folder('logs'),
    run: folder('run'),
    ports,
  };
}

/** `default` has the usual ports, `test` the next, any other name one of 30 further places. @param {string} name */
function slotOf(name) {
  if (name === 'default') return 0;
  if (name === 'test') return 1;
  return 2 + ((createHash('sha256').update(name).digest()[0] ?? 0) % 30);
}
