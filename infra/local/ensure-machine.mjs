// @ts-check
import { aptInstall } from './lib/apt-install.mjs';
import { Problem } from './lib/problem.mjs';
import { chromium, compose, debootstrap, iptables, postgres, redis } from './steps/debian-programs.mjs';
import { dockerEngine } from './steps/docker-engine.mjs';
import { gvisor } from './steps/gvisor.mjs';
import { operatingSystem } from './steps/operating-system.mjs';

/** @typedef {import('./steps/step.mjs').Step} Step */

/**
 * Everything that Clawberth needs from the machine, in the order in which it is made:
 * gVisor before Docker, so that a daemon that we start reads the finished settings.
 * @param {{forTests?: boolean}} [options]
 * @returns {Step[]}
 */
export function machineSteps({ forTests = false } = {}) {
  const tests = forTests ? [chromium, compose] : [];
  return [postgres, redis, iptables, debootstrap, gvisor, dockerEngine, ...tests];
}

/**
 * Makes the machine ready and says what it does; a machine that is ready is only looked at.
 * @param {{forTests?: boolean}} [options]
 * @returns {Promise<{startedDocker: boolean}>}
 * @throws {Problem} before anything was changed when this system cannot be made ready
 */
export async function ensureMachine(options = {}) {
  const [system, ...checks] = await Promise.all(
    [operatingSystem, ...machineSteps(options)].map(async (step) => ({ step, check: await step.check() })),
  );
  const failing = checks.filter(({ check }) => !check.ok);
  if (failing.length === 0 && process.getuid?.() === 0) return { startedDocker: false };
  if (system && !system.check.ok) {
    const lines = failing.map(({ step, check }) => `  ${step.name}: ${check.wrong}. ${check.mend}`);
    throw new Problem([`${system.check.found}: ${system.check.wrong}.`, ...lines].join('\n'), system.check.mend ?? '');
  }
  const packages = failing.flatMap(({ step, check }) => (check.lacksPackage ? (step.packages ?? []) : []));
  if (packages.length > 0) await aptInstall(packages);
  for (const { step } of failing) await step.install?.();
  for (const { step } of failing) {
    const after = await step.check();
    if (!after.ok) throw new Problem(`${step.name}: ${after.wrong}.`, after.mend ?? 'Run npm run doctor.');
  }
  return { startedDocker: failing.some(({ step }) => step === dockerEngine) };
}
