// @ts-check
import { join } from 'node:path';
import { processMark } from './process-specs.mjs';
import { node24 } from '../lib/clean-env.mjs';
import { livingPid, removePidFile, writePidFile } from '../lib/pid-file.mjs';
import { Problem } from '../lib/problem.mjs';
import { requireFreePort } from '../lib/require-free-port.mjs';
import { say } from '../lib/say.mjs';
import { logTail, spawnService } from '../lib/spawn-service.mjs';
import { stopProcess } from '../lib/stop-process.mjs';
import { waitFor } from '../lib/wait-for.mjs';

/** @typedef {import('./process-specs.mjs').ProcessSpec} ProcessSpec */
/** @typedef {import('../instance/describe-instance.mjs').Instance} Instance */

const mostRestarts = 5;
/** A process that ran this long is a new story: its earlier deaths no longer count. */
const healthyAfterMs = 120_000;

/**
 * Starts a process and keeps it running: a death is reported with the last log lines and mended up to five times,
 * each after a longer pause; then `onGivenUp` is called.
 * @param {Instance} instance
 * @param {ProcessSpec} spec
 * @param {(problem: Problem) => void} onGivenUp
 * @returns {Promise<{ready: () => Promise<void>, stop: () => Promise<void>}>}
 */
export async function supervise(instance, spec, onGivenUp) {
  const log = join(instance.logs, `${spec.name}.log`);
  const pidFile = join(instance.run, `${spec.name}.pid`);
  const [markName = '', markValue] = processMark(instance, spec.name).split('=');
  const marked = { ...spec.env, [markName]: markValue };
  const mark = processMark(instance, spec.name);
  let deaths = 0;
  let stopping = false;
  /** @type {number | undefined} */
  let pid;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Problem | undefined} */
  let givenUp;

  async function start() {
    await stopLeftover();
    await requireFreePort(spec.port, `the ${spec.name}`);
    const child = await spawnService(node24, ['--enable-source-maps', spec.script], {
      log,
      env: marked,
      cwd: spec.cwd,
    });
    const startedAt = Date.now();
    pid = child.pid;
    await writePidFile(pidFile, pid ?? 0);
    child.once('exit', (code, signal) => {
      pid = undefined;
      if (!stopping) void restart(signal ?? `exit code ${code}`, Date.now() - startedAt);
    });
  }

  /** @param {string} reason @param {number} ranMs */
  async function restart(reason, ranMs) {
    deaths = ranMs > healthyAfterMs ? 1 : deaths + 1;
    const tail = await logTail(log);
    if (deaths > mostRestarts) {
      givenUp = new Problem(
        `The ${spec.name} ended ${deaths} times (${reason}). Its last lines:\n${tail}`,
        `The whole log is ${log}.`,
      );
      onGivenUp(givenUp);
      return;
    }
    const pauseMs = 500 * 2 ** (deaths - 1);
    say(`! The ${spec.name} ended (${reason}), starting it again in ${pauseMs / 1000} s. Its last lines:\n${tail}`);
    timer = setTimeout(() => start().catch((error) => onGivenUp(error)), pauseMs);
  }

  /** After a crash of ours the process of the last run may still be there. */
  async function stopLeftover() {
    const leftover = await livingPid(pidFile, mark);
    if (leftover !== undefined) await stopProcess(leftover, { group: true });
  }

  await start();
  return {
    ready: async () => {
      await waitFor(
        `The ${spec.name} answering`,
        async () => {
          if (givenUp) throw givenUp;
          return fetch(spec.health, { signal: AbortSignal.timeout(5000) }).then(
            (response) => response.ok,
            () => false,
          );
        },
        { timeoutMs: 180_000, everyMs: 50, mend: `Its log is ${log}; the last lines:\n${await logTail(log)}` },
      );
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (pid !== undefined) await stopProcess(pid, { group: true });
      await removePidFile(pidFile);
    },
  };
}
