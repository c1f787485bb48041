// @ts-check
// What this file says decides what is in the image, so it is part of the image's hash.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../local/lib/paths.mjs';
import { runOrFail } from '../local/lib/run-command.mjs';

/** What no bot uses: types and source maps, the documentation, a desktop-control driver. */
const prune = `
  find node_modules -type f \\( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \\) -delete
  rm -rf node_modules/openclaw/docs node_modules/@trycua/cua-driver-*
`;

/**
 * Installs OpenClaw into a folder that holds its package.json and lockfile, and sees that it starts.
 * @param {string} folder
 */
export async function installOpenclaw(folder) {
  await runOrFail('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    what: 'Installing OpenClaw (npm ci)',
    mend: 'See that this machine reaches the npm registry that its npm is configured for, then start again.',
  });
  await runOrFail('sh', ['-euc', prune], { cwd: folder });
  // OpenClaw's own postinstall, run with the Node that it will live with.
  const node = join(root, 'node_modules/node/bin/node');
  await runOrFail(node, ['scripts/postinstall-bundled-plugins.mjs'], { cwd: join(folder, 'node_modules/openclaw') });
  const version = await runOrFail(node, ['node_modules/openclaw/openclaw.mjs', '--version'], { cwd: folder });
  await writeFile(join(folder, 'VERSION'), version);
}
