// @ts-check
// npm start: makes this machine ready, starts everything, prints the address, and stops in order on Ctrl-C.
import { join } from 'node:path';
import { buildEverything } from './control-plane/build-everything.mjs';
import { migrate } from './control-plane/migrate.mjs';
import { anyContainerRuns } from './control-plane/stop-sandboxes.mjs';
import { requireOurPorts } from './control-plane/require-our-ports.mjs';
import { ensureInstance } from './ensure-instance.mjs';
import { ensureMachine } from './ensure-machine.mjs';
import { describeInstance } from './instance/describe-instance.mjs';
import { livingPid, removePidFile, writePidFile } from './lib/pid-file.mjs';
import { report } from './lib/report.mjs';
import { say, sayWhile } from './lib/say.mjs';
import { startControlPlane } from './start-control-plane.mjs';
import { stopDockerd } from './steps/docker-engine.mjs';
import { nodeModules } from './steps/node-modules.mjs';

const startedAt = performance.now();
/** What to undo, last first. @type {(() => Promise<void>)[]} */
const undo = [];
let ending = false;

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const step of undo.toReversed()) await step().catch((error) => report(error));
  process.exit(code);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (ending) return say('Still stopping; a moment.');
    say('\nStopping …');
    void end(0);
  });
}
process.stdout.on('error', () => {}); // whoever read our lines may be gone; we still stop in order
process.stderr.on('error', () => {});

async function main() {
  const { name, run } = describeInstance(process.env['CLAWBERTH_INSTANCE'] ?? 'default');
  const pidFile = join(run, 'start.pid');
  const other = await livingPid(pidFile, 'infra/local/start.mjs');
  if (other !== undefined && other !== process.pid) {
    say(
      `Clawberth (instance "${name}") already runs as process ${other}: http://localhost:${describeInstance(name).ports.dashboard}`,
    );
    return process.exit(0);
  }
  const { startedDocker } = await ensureMachine();
  if (startedDocker) undo.push(async () => ((await anyContainerRuns()) ? undefined : stopDockerd()));
  const { instance, stop } = await ensureInstance(name);
  undo.push(stop);
  await writePidFile(pidFile, process.pid);
  undo.push(() => removePidFile(pidFile));
  await requireOurPorts(instance);
  if (!(await nodeModules.check()).ok) await nodeModules.install?.();
  const [{ botImage }] = await sayWhile('Building what changed, bringing the database up to date', () =>
    Promise.all([buildEverything(), migrate(instance)]),
  );
  if (ending) return;
  const onGivenUp = (/** @type {unknown} */ problem) => void end(report(problem));
  const plane = await sayWhile('Starting airlock, worker and dashboard', () =>
    startControlPlane(instance, { botImage, onGivenUp, onStop: (stop) => undo.push(stop) }),
  );
  if (ending) return;
  process.stdout.write(`\nClawberth runs: ${plane.url}\n`);
  process.stdout.write('Open that address, create your account, then choose "New bot". Ctrl-C stops everything.\n');
  process.stdout.write(`Logs: ${instance.logs}\n`);
  process.stdout.write(`ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

main().catch((error) => end(report(error)));
