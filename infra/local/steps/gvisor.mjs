// @ts-check
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../lib/find-program.mjs';
import { mergeDaemonJson, registeredRuntime } from '../lib/merge-daemon-json.mjs';
import { machineFolder, root } from '../lib/paths.mjs';
import { run } from '../lib/run-command.mjs';
import { say } from '../lib/say.mjs';
import { waitFor } from '../lib/wait-for.mjs';
import { daemonVersion, reloadDockerd } from './docker-engine.mjs';

/** The first gVisor release with systrap as its usual platform (release notes of July 2023). */
const oldestRelease = 20230710;
const daemonJson = '/etc/docker/daemon.json';
const wrapperSource = join(root, 'infra/gvisor/runsc-wrapper.sh');
const wrapper = join(machineFolder, 'runsc-wrapper.sh');

/** @type {import('./step.mjs').Step} */
export const gvisor = {
  name: 'gVisor',
  packages: ['runsc@backports'],
  async check() {
    const found = await runscRelease();
    if (found === undefined)
      return {
        ok: false,
        found: 'nothing',
        wrong: 'runsc is missing',
        mend: 'npm start installs it from Debian backports',
        lacksPackage: true,
      };
    const name = `runsc ${found}`;
    if (found < oldestRelease)
      return {
        ok: false,
        found: name,
        wrong: 'this release has only the slow ptrace platform',
        mend: 'npm start installs a newer one',
        lacksPackage: true,
      };
    if (!(await wrapperIsCurrent()))
      return { ok: false, found: name, wrong: 'its wrapper is not installed', mend: 'npm start installs it' };
    const registered = registeredRuntime(await readDaemonJson(), 'runsc');
    if (registered !== wrapper)
      return { ok: false, found: name, wrong: 'Docker does not know it as a runtime', mend: 'npm start registers it' };
    if ((await daemonVersion()) && !(await daemonKnowsIt()))
      return {
        ok: false,
        found: name,
        wrong: 'the running Docker daemon has not read its settings yet',
        mend: 'npm start reloads it',
      };
    return { ok: true, found: `${name}, registered as Docker's runtime "runsc"` };
  },
  async install() {
    await mkdir(join(machineFolder, 'empty'), { recursive: true });
    if (!(await wrapperIsCurrent())) {
      await writeFile(`${wrapper}.new`, await readFile(wrapperSource));
      await chmod(`${wrapper}.new`, 0o755);
      await rename(`${wrapper}.new`, wrapper);
    }
    const settings = await readDaemonJson();
    if (registeredRuntime(settings, 'runsc') !== wrapper) {
      say(`· Registering gVisor in ${daemonJson}`);
      await mkdir('/etc/docker', { recursive: true });
      await writeFile(`${daemonJson}.new`, mergeDaemonJson(settings, 'runsc', wrapper));
      await rename(`${daemonJson}.new`, daemonJson);
    }
    if (!(await daemonVersion())) return; // it will read the settings when it starts
    await reloadDockerd();
    await waitFor('Docker knowing the runtime "runsc"', daemonKnowsIt, {
      mend: 'Restart Docker: systemctl restart docker',
    });
  },
};

/** The date number in runsc's version, such as 20240729. */
async function runscRelease() {
  const path = await findProgram('runsc');
  if (!path) return undefined;
  const { stdout } = await run(path, ['--version']);
  return Number(/(20\d{6})/.exec(stdout)?.[1] ?? 0);
}

async function daemonKnowsIt() {
  const { stdout } = await run('docker', ['info', '--format', '{{json .Runtimes}}']);
  /** @type {Record<string, {path?: string}> | null} */
  const runtimes = JSON.parse(stdout.trim() || '{}');
  return runtimes?.['runsc']?.path === wrapper;
}

async function wrapperIsCurrent() {
  const [ours, theirs] = await Promise.all([
    readFile(wrapperSource, 'utf8'),
    readFile(wrapper, 'utf8').catch(() => ''),
  ]);
  return ours === theirs;
}

function readDaemonJson() {
  return readFile(daemonJson, 'utf8').catch(() => '');
}
