// @ts-check
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { botImage } from '../../bot-image/bot-image.mjs';
import { openclawImage } from '../../bot-image/openclaw-image.mjs';
import { cleanEnv } from '../lib/clean-env.mjs';
import { root } from '../lib/paths.mjs';
import { runOrFail } from '../lib/run-command.mjs';

/**
 * Builds what changed: the apps, the sandbox agent, the bot image. With nothing changed it only looks.
 * @returns {Promise<{botImage: string}>}
 */
export async function buildEverything() {
  await Promise.all([buildApps(), openclawImage()]);
  const [image] = await Promise.all([
    botImage(join(root, 'packages/sandbox-agent/dist/agent.mjs')),
    completeDashboard(),
  ]);
  return { botImage: image };
}

/** The apps and the agent, through turbo's cache. */
export async function buildApps() {
  await runOrFail(
    join(root, 'node_modules/.bin/turbo'),
    ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', '--env-mode=loose'],
    {
      cwd: root,
      env: cleanEnv({ NODE_ENV: 'production' }),
      what: 'Building the apps (turbo run build)',
    },
  );
}

/** Next leaves the browser's files out of its standalone folder; they are copied once per build. */
export async function completeDashboard() {
  const next = join(root, 'apps/dashboard/.next');
  const server = join(next, 'standalone/apps/dashboard');
  const build = await readFile(join(next, 'BUILD_ID'), 'utf8');
  const stamp = join(server, '.next/static/.clawberth-build');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === build) return;
  await rm(join(server, '.next/static'), { recursive: true, force: true });
  await cp(join(next, 'static'), join(server, '.next/static'), { recursive: true });
  const pub = join(root, 'apps/dashboard/public');
  if (existsSync(pub)) await cp(pub, join(server, 'public'), { recursive: true });
  await writeFile(stamp, build);
}
