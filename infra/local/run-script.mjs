// @ts-check
// node infra/local/run-script.mjs <script.ts> [arguments…]: an operator's command, with the settings of this instance
// (CLAWBERTH_INSTANCE, or default) unless the environment names others.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describeInstance } from './instance/describe-instance.mjs';
import { cleanEnv, node24 } from './lib/clean-env.mjs';
import { root } from './lib/paths.mjs';

const [script = '', ...rest] = process.argv.slice(2);
const { secrets } = describeInstance(process.env['CLAWBERTH_INSTANCE'] ?? 'default');
const own = process.env['DATABASE_URL'] || process.env['DATABASE_URL_FILE'];
const env = cleanEnv(own ? {} : { DATABASE_URL_FILE: join(secrets, 'database-url') });
spawn(node24, [join(root, script), ...rest], { stdio: 'inherit', env }).on('exit', (code) => process.exit(code ?? 1));
