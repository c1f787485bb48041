// @ts-check
import { join } from 'node:path';
import { cleanEnv, node24 } from '../lib/clean-env.mjs';
import { root } from '../lib/paths.mjs';
import { runOrFail } from '../lib/run-command.mjs';

/** Brings the instance's database to the newest migration, and lets go of what the audit log has kept long enough. @param {import('../instance/describe-instance.mjs').Instance} instance */
export async function migrate(instance) {
  await runOrFail(node24, ['scripts/migrate.ts'], {
    cwd: join(root, 'packages/db'),
    env: cleanEnv({
      DATABASE_OWNER_URL_FILE: join(instance.secrets, 'database-owner-url'),
      DATABASE_URL_FILE: join(instance.secrets, 'database-url'),
    }),
    what: 'Bringing the database up to date',
  });
  await runOrFail(node24, ['scripts/audit-retain.ts'], {
    cwd: join(root, 'packages/core'),
    env: cleanEnv({
      DATABASE_OWNER_URL_FILE: join(instance.secrets, 'database-owner-url'),
      AUDIT_CHECKPOINT_DIR: instance.checkpoints,
    }),
    what: 'Dropping old months of the audit log',
  });
}
