// @ts-check
import { run } from '../lib/run-command.mjs';

/** Stops the running sandboxes of an instance, all at once, each with the time-out it was made with. @param {string} instance */
export async function stopSandboxes(instance) {
  const ids = await list(['ps', '-q', '--filter', `label=clawberth.instance=${instance}`]);
  if (ids.length > 0) await run('docker', ['stop', ...ids]);
}

/** Removes every container, network and volume of an instance; for tests only. @param {string} instance */
export async function removeSandboxes(instance) {
  const filter = ['--filter', `label=clawberth.instance=${instance}`];
  const containers = await list(['ps', '-aq', ...filter]);
  if (containers.length > 0) await run('docker', ['rm', '-f', '-v', ...containers]);
  const networks = await list(['network', 'ls', '-q', ...filter]);
  if (networks.length > 0) await run('docker', ['network', 'rm', ...networks]);
  const volumes = await list(['volume', 'ls', '-q', ...filter]);
  if (volumes.length > 0) await run('docker', ['volume', 'rm', '-f', ...volumes]);
}

/** Whether any container runs on this machine. */
export async function anyContainerRuns() {
  return (await list(['ps', '-q'])).length > 0;
}

/** @param {string[]} args */
async function list(args) {
  const { stdout } = await run('docker', args);
  return stdout.split('\n').filter((line) => line !== '');
}
