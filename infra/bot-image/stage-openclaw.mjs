// @ts-check
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, root } from '../local/lib/paths.mjs';
import { run, runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';
import { hashFiles } from './hash-files.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const inputs = ['package.json', 'package-lock.json', '.npmrc'];

/** What no bot uses: types and source maps, the documentation, a desktop-control driver. */
const pruned = [
  [
    'find',
    [
      'node_modules',
      '-type',
      'f',
      '(',
      '-name',
      '*.map',
      '-o',
      '-name',
      '*.d.ts',
      '-o',
      '-name',
      '*.d.mts',
      '-o',
      '-name',
      '*.d.cts',
      ')',
      '-delete',
    ],
  ],
  ['sh', ['-c', 'rm -rf node_modules/openclaw/docs node_modules/@trycua/cua-driver-*']],
];

/**
 * Installs OpenClaw from its lockfile into the shared cache, once per lockfile.
 * An installation that was cut short is never taken for a whole one: it gets its name last.
 * @returns {Promise<string>} the folder that holds node_modules/openclaw
 */
export async function stageOpenclaw() {
  const hash = await hashFiles([...inputs.map((name) => join(here, name)), fileURLToPath(import.meta.url)]);
  const folder = join(cacheFolder, `openclaw-${hash}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    for (const name of inputs) await copyFile(join(here, name), join(draft, name));
    await sayWhile('Installing OpenClaw for the bot image', () => install(draft));
    await rename(draft, folder).catch((error) => {
      if (!existsSync(folder)) throw error; // somebody else was faster with the same content
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} folder */
async function install(folder) {
  await runOrFail('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    what: 'Installing OpenClaw (npm ci)',
    mend: 'See that this machine reaches the npm registry that its npm is configured for, then start again.',
  });
  for (const [program, args] of /** @type {[string, string[]][]} */ (pruned)) await run(program, args, { cwd: folder });
  // OpenClaw's own postinstall, run with the Node that it will live with.
  const node = join(root, 'node_modules/node/bin/node');
  await runOrFail(node, ['scripts/postinstall-bundled-plugins.mjs'], { cwd: join(folder, 'node_modules/openclaw') });
  const version = await runOrFail(node, ['node_modules/openclaw/openclaw.mjs', '--version'], { cwd: folder });
  await writeFile(join(folder, 'VERSION'), version);
}
