// @ts-check
// npm run doctor: says of each prerequisite what is there, what is wrong and how to mend it. Changes nothing.
import { machineSteps } from './ensure-machine.mjs';
import { describeInstance } from './instance/describe-instance.mjs';
import { livingPid } from './lib/pid-file.mjs';
import { portOwner } from './lib/port-owner.mjs';
import { nodeModules } from './steps/node-modules.mjs';
import { operatingSystem } from './steps/operating-system.mjs';
import { room } from './steps/room.mjs';

/** @typedef {import('./steps/step.mjs').Check} Check */

/** Ports that something else holds; none counts while Clawberth itself runs. @returns {Promise<Check>} */
async function checkPorts() {
  const { run, name, ports } = describeInstance(process.env['CLAWBERTH_INSTANCE'] ?? 'default');
  const running = await livingPid(`${run}/start.pid`, 'infra/local/start.mjs');
  if (running !== undefined)
    return { ok: true, found: `Clawberth "${name}" runs as process ${running}, dashboard on port ${ports.dashboard}` };
  const taken = [];
  for (const port of [ports.dashboard, ports.airlockBots, ports.airlockInbound, ports.workerHealth]) {
    const owner = await portOwner(port);
    if (owner) taken.push(`${port} by ${owner.pid ?? '?'} (${owner.command})`);
  }
  if (taken.length === 0) return { ok: true, found: `free: ${Object.values(ports).join(', ')}` };
  return {
    ok: false,
    found: 'some are taken',
    wrong: taken.join('; '),
    mend: 'stop those processes, or set CLAWBERTH_PORT (dashboard) or CLAWBERTH_INSTANCE',
  };
}

const steps = [
  operatingSystem,
  room,
  nodeModules,
  ...machineSteps({ forTests: true }),
  { name: 'ports', check: checkPorts },
];
const checks = await Promise.all(
  steps.map(async ({ name, check }) => ({
    name,
    ...(await check().catch((/** @type {Error & {mend?: string}} */ error) => ({
      ok: false,
      found: '',
      wrong: error.message,
      mend: error.mend ?? 'see above',
    }))),
  })),
);
for (const { name, ok, found, wrong, mend } of checks) {
  process.stdout.write(ok ? `✓ ${name}: ${found}\n` : `✗ ${name}: ${found ? `${found}; ` : ''}${wrong}. → ${mend}\n`);
}
const wrong = checks.filter((check) => !check.ok).length;
process.stdout.write(
  wrong === 0
    ? '\nEverything is fine.\n'
    : `\n${wrong} of ${checks.length} need attention. npm start mends what it can by itself.\n`,
);
process.exit(wrong === 0 ? 0 : 1);
