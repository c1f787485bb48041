// @ts-check
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { findProgram } from '../lib/find-program.mjs';
import { hasSystemd } from '../lib/has-systemd.mjs';
import { dockerdLog } from '../lib/paths.mjs';
import { livingPid } from '../lib/pid-file.mjs';
import { run, runOrFail } from '../lib/run-command.mjs';
import { sayWhile } from '../lib/say.mjs';
import { waitFor } from '../lib/wait-for.mjs';

const pidFile = '/var/run/docker.pid';

/** @type {import('./step.mjs').Step} */
export const dockerEngine = {
  name: 'Docker Engine',
  packages: ['docker.io'],
  async check() {
    const version = await daemonVersion();
    if (version) return { ok: true, found: `daemon ${version} answers` };
    const program = await findProgram('dockerd');
    if (!program)
      return {
        ok: false,
        found: 'nothing',
        wrong: 'dockerd is missing',
        mend: 'apt-get install docker.io',
        lacksPackage: true,
      };
    return {
      ok: false,
      found: program,
      wrong: 'no daemon answers',
      mend: hasSystemd() ? 'systemctl start docker' : 'npm start starts it',
    };
  },
  async install() {
    await startDockerd();
  },
};

/** The version of the daemon that answers, if one does. */
export async function daemonVersion() {
  const docker = await findProgram('docker');
  if (!docker) return undefined;
  const { code, stdout } = await run(docker, ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 20_000 });
  return code === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/** The pid of the living daemon that the usual pid file names. */
export function dockerdPid() {
  return livingPid(pidFile, 'dockerd');
}

/** Starts a daemon unless one answers: through systemd where that rules, by ourselves otherwise. */
async function startDockerd() {
  if (await daemonVersion()) return;
  await sayWhile('Starting the Docker daemon', async () => {
    if (hasSystemd())
      await runOrFail('systemctl', ['enable', '--now', 'docker'], { mend: 'See: journalctl -u docker' });
    else if ((await dockerdPid()) === undefined) await spawnDockerd();
    await waitFor('The Docker daemon answering', daemonVersion, {
      mend: `Read ${hasSystemd() ? 'journalctl -u docker' : dockerdLog}; its last lines name the reason.`,
    });
  });
}

async function spawnDockerd() {
  // After a crash these may name processes of other people, and dockerd would wait for those.
  await rm(pidFile, { force: true });
  const containerd = '/var/run/docker/containerd/containerd.pid';
  if ((await livingPid(containerd, 'containerd')) === undefined) await rm(containerd, { force: true });
  await mkdir(dirname(dockerdLog), { recursive: true });
  const log = await open(dockerdLog, 'a');
  const program = (await findProgram('dockerd')) ?? 'dockerd';
  spawn(program, [], { detached: true, stdio: ['ignore', log.fd, log.fd] }).unref();
  await log.close();
}

/** Makes the daemon read /etc/docker/daemon.json again, without a restart. */
export async function reloadDockerd() {
  const pid = await dockerdPid();
  if (pid !== undefined) process.kill(pid, 'SIGHUP');
  else if (hasSystemd()) await run('systemctl', ['reload', 'docker']);
}

/** Stops the daemon in order; only for one that this run started. */
export async function stopDockerd() {
  const pid = await dockerdPid();
  if (pid === undefined || hasSystemd()) return;
  process.kill(pid, 'SIGTERM');
  await waitFor(
    'The Docker daemon stopping',
    async () => !(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
}
