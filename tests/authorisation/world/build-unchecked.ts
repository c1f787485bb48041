import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPO } from './repo.ts';

/** Builds the dashboard without the application's checks where its sources have changed; turbo knows. */
export async function buildUnchecked(): Promise<void> {
  const options = ['--output-logs=errors-only', '--no-update-notifier', '--env-mode=loose'];
  const path = [join(REPO, 'node_modules/.bin'), join(REPO, 'infra/local/bin'), process.env['PATH'] ?? ''].join(':');
  await promisify(execFile)(
    join(REPO, 'node_modules/.bin/turbo'),
    ['run', 'build:unchecked', '--filter=@clawberth/dashboard', ...options],
    { cwd: REPO, env: { ...process.env, PATH: path, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  );
}
