// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine } from './pid-file.mjs';

/**
 * Ends a process and waits until it is gone; after `graceMs` it is killed.
 * @param {number} pid
 * @param {{signal?: NodeJS.Signals, graceMs?: number, group?: boolean}} [options] `group`: everything in its process group
 */
export async function stopProcess(pid, { signal = 'SIGTERM', graceMs = 15_000, group = false } = {}) {
  const target = group ? -pid : pid;
  send(target, signal);
  const deadline = Date.now() + graceMs;
  while (await commandLine(pid)) {
    if (Date.now() > deadline) {
      send(target, 'SIGKILL');
      return;
    }
    await sleep(50);
  }
  if (group) send(target, 'SIGKILL'); // what the process may have left behind in its group
}

/** @param {number} target @param {NodeJS.Signals} signal */
function send(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error; // it is gone already: what we want
  }
}
