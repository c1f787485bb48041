// @ts-check
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../local/lib/paths.mjs';
import { runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';

const node = join(root, 'node_modules/node/bin/node');
const environment = { PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, NEXT_TELEMETRY_DISABLED: '1' };

/** What each result is made from, beside packages/ and prisma/. */
const results = [
  {
    name: 'airlock',
    made: 'apps/airlock/dist/main.mjs',
    from: ['apps/airlock'],
    command: ['build.mjs'],
    folder: 'apps/airlock',
  },
  {
    name: 'worker',
    made: 'apps/worker/dist/main.mjs',
    from: ['apps/worker'],
    command: ['build.mjs'],
    folder: 'apps/worker',
  },
  {
    name: 'dashboard',
    made: 'apps/dashboard/.next/standalone/apps/dashboard/server.js',
    from: ['apps/dashboard'],
    command: ['node_modules/next/dist/bin/next', 'build'],
    folder: 'apps/dashboard',
  },
];

/** Builds what the images hold, each only when a source is newer: a dashboard that runs from its .next is left in peace. */
export async function buildBundles() {
  await runOrFail(node, ['scripts/generate.mjs'], { cwd: join(root, 'packages/db'), env: environment });
  const shared = await newest(['packages', 'prisma', 'pnpm-lock.yaml']);
  for (const { name, made, from, command, folder } of results) {
    for (let attempt = 1; ; attempt += 1) {
      const age = existsSync(join(root, made)) ? (await stat(join(root, made))).mtimeMs : 0;
      if (age > Math.max(shared, await newest(from))) break;
      try {
        await sayWhile(`Building the ${name}`, () =>
          runOrFail(node, command, { cwd: join(root, folder), env: environment, what: `Building the ${name}` }),
        );
        break;
      } catch (error) {
        // Next lets one build at a time into a folder; the other one's result may do for us.
        if (attempt === 40 || !/next build still in progress/i.test(String(error))) throw error;
        await sleep(5000);
      }
    }
  }
}

/** When the latest change of a source was, in ms. @param {string[]} paths @returns {Promise<number>} */
async function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const full = join(root, path);
    const facts = await stat(full);
    if (!facts.isDirectory()) {
      latest = Math.max(latest, facts.mtimeMs);
      continue;
    }
    for (const entry of await readdir(full)) {
      if (
        /^(?:node_modules|dist|generated|testing|tests|\.next|\.turbo)$|\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$|\.md$/.test(
          entry,
        )
      )
        continue;
      latest = Math.max(latest, await newest([join(path, entry)]));
    }
  }
  return latest;
}
