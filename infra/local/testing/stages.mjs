// @ts-check
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildEverything } from '../control-plane/build-everything.mjs';
import { cleanEnv } from '../lib/clean-env.mjs';
import { root } from '../lib/paths.mjs';
import { report } from '../lib/report.mjs';
import { run } from '../lib/run-command.mjs';
import { countVitest } from './count-vitest.mjs';

/** `skips` names what was not checked. @typedef {{passed: number, failed: number, failures: string[], skips?: string[]}} Outcome */
/** @typedef {{name: string, run: (env: NodeJS.ProcessEnv) => Promise<Outcome>}} Stage */

const bin = join(root, 'node_modules/.bin');
const longestMs = 45 * 60_000;

/** Everything that `npm test` does, cheapest first. @type {Stage[]} */
export const stages = [
  { name: 'lint', run: (env) => command('lint', 'oxlint', ['--type-aware', '--deny-warnings'], env) },
  {
    name: 'types',
    run: (env) =>
      command(
        'types',
        'turbo',
        ['run', 'typecheck', '--output-logs=errors-only', '--no-update-notifier', '--env-mode=loose'],
        env,
      ),
  },
  { name: 'unit', run: (env) => vitest('unit', env) },
  { name: 'integration', run: (env) => vitest('integration', env) },
  { name: 'build', run: build },
  { name: 'e2e', run: (env) => vitest('e2e', env) },
  { name: 'compose', run: (env) => command('compose', 'node', ['infra/images/try-compose.mjs'], env) },
];

/** A program that passes or fails as one. @param {string} name @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<Outcome>} */
async function command(name, program, args, env) {
  const { code } = await run(join(bin, program), args, {
    cwd: root,
    env: cleanEnv(env),
    onOutput: show,
    timeoutMs: longestMs,
  });
  return code === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: ${program} ended with code ${code}`] };
}

/** One vitest project; no test at all is a failure. @param {string} project @param {NodeJS.ProcessEnv} env @returns {Promise<Outcome>} */
async function vitest(project, env) {
  const file = join(root, 'test-results', `${project}.json`);
  await rm(file, { force: true });
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(join(bin, 'vitest'), args, {
    cwd: root,
    env: cleanEnv(env),
    onOutput: show,
    timeoutMs: longestMs,
  });
  const text = await readFile(file, 'utf8').catch(() => 'null');
  const { passed, failed, failures, skips } = countVitest(JSON.parse(text));
  if (passed + failed === 0) return { passed: 0, failed: 1, failures: [`${project}: no test ran`] };
  if (code !== 0 && failed === 0)
    return {
      passed,
      failed: 1,
      failures: [`${project}: vitest ended with code ${code} although no test failed; see above`],
      skips,
    };
  return { passed, failed, failures, skips };
}

/** @returns {Promise<Outcome>} */
async function build() {
  try {
    await buildEverything();
    // A page, route or action without a row in the authorisation matrix fails the build.
    return await command('build', 'node', ['tests/authorisation/check-rows.ts'], {});
  } catch (error) {
    report(error);
    return { passed: 0, failed: 1, failures: ['build: see above'] };
  }
}

/** @param {string} text */
function show(text) {
  process.stdout.write(text);
}
