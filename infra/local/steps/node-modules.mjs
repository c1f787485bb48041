// @ts-check
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnv, node24 } from '../lib/clean-env.mjs';
import { root } from '../lib/paths.mjs';
import { run, runOrFail } from '../lib/run-command.mjs';
import { sayWhile } from '../lib/say.mjs';

const stampFile = join(root, 'node_modules/.clawberth-lockfile');

/**
 * Our npm packages and Node 24, which is one of them.
 * @type {import('./step.mjs').Step}
 */
export const nodeModules = {
  name: 'npm packages and Node 24',
  async check() {
    const mend = 'npm start installs them (or: npx -y pnpm install)';
    if (!existsSync(node24))
      return {
        ok: false,
        found: `Node ${process.versions.node} of this machine`,
        wrong: 'Node 24 and our packages are not installed',
        mend,
      };
    const found = `Node ${(await run(node24, ['--version'])).stdout.trim()} in node_modules`;
    const stamp = await readFile(stampFile, 'utf8').catch(() => '');
    if (stamp !== (await lockfileHash()))
      return { ok: false, found, wrong: 'the lockfile changed since they were installed', mend };
    return { ok: true, found: `${found}, packages as in the lockfile` };
  },
  async install() {
    const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const hash = await lockfileHash();
    await sayWhile('Installing npm packages', () =>
      runOrFail(
        'npx',
        [
          '--prefer-offline',
          '-y',
          packageManager,
          'install',
          '--frozen-lockfile',
          '--prefer-offline',
          '--pm-on-fail=ignore',
        ],
        {
          cwd: root,
          env: cleanEnv({ CI: 'true' }),
          what: 'Installing npm packages (pnpm install)',
          mend: 'See that this machine reaches the npm registry that its npm is configured for, then start again.',
        },
      ),
    );
    await writeFile(stampFile, hash);
  },
};

async function lockfileHash() {
  const hash = createHash('sha256');
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(await readFile(join(root, name)));
  return hash.digest('hex');
}
