// @ts-check
// node infra/local/run-script.mjs <script.ts> [arguments…]: an operator's command, with the settings of this instance
// (CLAWBERTH_INSTANCE, or default) unless the environment names others; CLAWBERTH_SECRETS is the folder of compose's.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeInstance } from './instance/describe-instance.mjs';
import { cleanEnv, node24 } from './lib/clean-env.mjs';
import { root } from './lib/paths.mjs';

const [script = '', ...rest] = process.argv.slice(2);
const instance = describeInstance(process.env['CLAWBERTH_INSTANCE'] ?? 'default');
const secret = (/** @type {string} */ name) => join(process.env['CLAWBERTH_SECRETS'] ?? instance.secrets, name);
const own = process.env['DATABASE_URL'] || process.env['DATABASE_URL_FILE'];
const settings = {
  DATABASE_URL_FILE: secret('database-url'),
  DATABASE_OWNER_URL_FILE: secret('database-owner-url'),
  REDIS_URL_FILE: secret('redis-url'),
  // compose has a folder of its own for master secrets.
  MASTER_SECRET_FILE: secret(existsSync(secret('master')) ? 'master/master-secret' : 'master-secret'),
  AUDIT_SIGNING_KEY_FILE: secret('audit-signing-key'),
  AUDIT_CHECKPOINT_DIR: process.env['AUDIT_CHECKPOINT_DIR'] ?? instance.checkpoints,
};
const env = cleanEnv(own ? {} : settings);
spawn(node24, [join(root, script), ...rest], { stdio: 'inherit', env }).on('exit', (code) => process.exit(code ?? 1));
