// @ts-check
// npm test [stage…]: makes the machine ready and runs all checks, cheapest first. The last line is the sum.
import { join } from 'node:path';
import { botImage } from '../bot-image/bot-image.mjs';
import { buildAgent } from '../bot-image/build-agent.mjs';
import { stageOpenclaw } from '../bot-image/stage-openclaw.mjs';
import { anyContainerRuns, removeSandboxes } from './control-plane/stop-sandboxes.mjs';
import { ensureInstance } from './ensure-instance.mjs';
import { ensureMachine } from './ensure-machine.mjs';
import { readSecret } from './instance/ensure-secrets.mjs';
import { cleanEnv, node24 } from './lib/clean-env.mjs';
import { root } from './lib/paths.mjs';
import { livingPid, removePidFile, writePidFile } from './lib/pid-file.mjs';
import { Problem } from './lib/problem.mjs';
import { report } from './lib/report.mjs';
import { runOrFail } from './lib/run-command.mjs';
import { say } from './lib/say.mjs';
import { stopDockerd } from './steps/docker-engine.mjs';
import { nodeModules } from './steps/node-modules.mjs';
import { stages } from './testing/stages.mjs';

const instanceName = 'test';
/** What to undo, last first. @type {(() => Promise<unknown>)[]} */
const undo = [];
let ending = false;

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const step of undo.toReversed()) await step().catch((error) => report(error));
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(130));

/** Makes what the tests of `wanted` need, and gives their environment. @param {import('./testing/stages.mjs').Stage[]} wanted */
async function prepare(wanted) {
  const needsMachine = wanted.some(({ name }) => ['integration', 'build', 'e2e', 'compose'].includes(name));
  if (needsMachine) {
    const { startedDocker } = await ensureMachine({ forTests: true });
    if (startedDocker) undo.push(async () => ((await anyContainerRuns()) ? undefined : stopDockerd()));
  }
  if (!(await nodeModules.check()).ok) await nodeModules.install?.();
  await runOrFail(node24, ['scripts/generate.mjs'], {
    cwd: join(root, 'packages/db'),
    env: cleanEnv(),
    what: 'Generating the database client',
  });
  if (!needsMachine) return {};
  const { instance, stop } = await ensureInstance(instanceName);
  undo.push(stop);
  await refuseSecondRun(instance.run);
  await removeSandboxes(instanceName);
  undo.push(() => removeSandboxes(instanceName));
  return {
    CLAWBERTH_INSTANCE: instanceName,
    TEST_DATABASE_OWNER_URL: await readSecret(instance, 'database-owner-url'),
    TEST_REDIS_URL: await readSecret(instance, 'redis-url'),
    BOT_IMAGE: await botImage(await buildAgent()),
    CLAWBERTH_OPENCLAW_DIR: await stageOpenclaw(),
    CHROMIUM: '/usr/bin/chromium',
    CI: 'true',
  };
}

/** Two runs would throw each other's sandboxes away. @param {string} folder */
async function refuseSecondRun(folder) {
  for (const [file, mark] of /** @type {const} */ ([
    ['test.pid', 'infra/local/test.mjs'],
    ['start.pid', 'infra/local/start.mjs'],
  ])) {
    const other = await livingPid(join(folder, file), mark);
    if (other !== undefined && other !== process.pid) {
      throw new Problem(
        `Process ${other} already uses the instance "${instanceName}".`,
        'Wait until it ends, or stop it.',
      );
    }
  }
  await writePidFile(join(folder, 'test.pid'), process.pid);
  undo.push(() => removePidFile(join(folder, 'test.pid')));
}

async function main() {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown)
    throw new Problem(`There is no stage "${unknown}".`, `Choose from: ${stages.map(({ name }) => name).join(', ')}`);
  const wanted = stages.filter(({ name }) => names.length === 0 || names.includes(name));
  const env = await prepare(wanted);
  let [passed, failed] = [0, 0];
  /** @type {string[]} */
  const failures = [];
  /** @type {string[]} */
  const skips = [];
  for (const stage of wanted) {
    if (ending) return;
    process.stdout.write(`\n━━ ${stage.name} ━━\n`);
    const startedAt = performance.now();
    const outcome = await stage.run(env);
    passed += outcome.passed;
    failed += outcome.failed;
    failures.push(...outcome.failures);
    skips.push(...(outcome.skips ?? []));
    process.stdout.write(
      `${stage.name}: ${outcome.passed} passed, ${outcome.failed} failed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`,
    );
  }
  if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}\n`);
  const notChecked = skips.length > 0 ? `; skipped: ${skips.join('; ')}` : '';
  process.stdout.write(`\n${passed} passed, ${failed} failed${notChecked}\n`);
  await end(failed === 0 && passed > 0 ? 0 : 1);
}

main().catch((error) => {
  report(error);
  say('0 passed, 1 failed');
  return end(1);
});
