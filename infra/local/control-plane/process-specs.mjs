// @ts-check
import { join } from 'node:path';
import { cleanEnv } from '../lib/clean-env.mjs';
import { root } from '../lib/paths.mjs';

/** Names of this machine alone. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * One process of the control plane.
 * @typedef {object} ProcessSpec
 * @property {string} name
 * @property {string} script
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {number} port of its health page
 * @property {string} health address that answers 200 once it works
 */

/**
 * What our processes carry in their environment, so that a later run knows them (Next changes its command line).
 * @param {import('../instance/describe-instance.mjs').Instance} instance
 * @param {string} name
 */
export function processMark(instance, name) {
  return `CLAWBERTH_PROCESS=${instance.name}/${name}`;
}

/**
 * The three processes, in the order in which they start; they stop in the opposite order.
 * @param {import('../instance/describe-instance.mjs').Instance} instance
 * @param {{botImage: string, extraEnv?: NodeJS.ProcessEnv}} options
 * @returns {ProcessSpec[]}
 */
export function processSpecs(instance, { botImage, extraEnv = {} }) {
  const { ports } = instance;
  /** @param {string} name */
  const secret = (name) => join(instance.secrets, name);
  const common = {
    NODE_ENV: 'production',
    CLAWBERTH_INSTANCE: instance.name,
    DATABASE_URL_FILE: secret('database-url'),
    REDIS_URL_FILE: secret('redis-url'),
    MASTER_SECRET_FILE: secret('master-secret'),
    INTERNAL_KEY_FILE: secret('internal-key'),
    AIRLOCK_BOT_PORT: String(ports.airlockBots),
  };
  const audit = { AUDIT_SIGNING_KEY_FILE: secret('audit-signing-key'), AUDIT_CHECKPOINT_DIR: instance.checkpoints };
  /** @param {NodeJS.ProcessEnv} own */
  const env = (own) => ({ ...cleanEnv(common), ...own, ...extraEnv });
  const url = process.env['NEXTAUTH_URL'] ?? `http://localhost:${ports.dashboard}`;
  // Somebody tries it out: letters that no mail server takes are shown on this machine.
  const all = { ...process.env, ...extraEnv };
  const mailbox = LOOPBACK.has(new URL(url).hostname) && !all['SMTP_URL'] && !all['SMTP_URL_FILE'];
  const dashboard = join(root, 'apps/dashboard/.next/standalone/apps/dashboard');
  return [
    {
      name: 'airlock',
      script: join(root, 'apps/airlock/dist/main.mjs'),
      cwd: join(root, 'apps/airlock'),
      port: ports.airlockInbound,
      health: `http://127.0.0.1:${ports.airlockInbound}/healthz`,
      env: env({ AIRLOCK_INBOUND_PORT: String(ports.airlockInbound), AIRLOCK_INBOUND_HOST: '127.0.0.1' }),
    },
    {
      name: 'worker',
      script: join(root, 'apps/worker/dist/main.mjs'),
      cwd: join(root, 'apps/worker'),
      port: ports.workerHealth,
      health: `http://127.0.0.1:${ports.workerHealth}/healthz`,
      env: env({ ...audit, BOT_IMAGE: botImage, WORKER_HEALTH_PORT: String(ports.workerHealth), DASHBOARD_URL: url }),
    },
    {
      name: 'dashboard',
      script: join(dashboard, 'server.js'),
      cwd: dashboard,
      port: ports.dashboard,
      health: `http://127.0.0.1:${ports.dashboard}/api/health`,
      env: env({
        ...audit,
        PORT: String(ports.dashboard),
        HOSTNAME: process.env['CLAWBERTH_LISTEN'] ?? '127.0.0.1',
        NEXTAUTH_URL: url,
        MAIL_MAILBOX: mailbox ? '1' : '0',
        NEXTAUTH_SECRET_FILE: secret('nextauth-secret'),
        AIRLOCK_INBOUND_URL: `http://127.0.0.1:${ports.airlockInbound}`,
      }),
    },
  ];
}
