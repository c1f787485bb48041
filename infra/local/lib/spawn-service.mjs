// @ts-check
import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';

const largestLogBytes = 20 * 1024 * 1024;

/**
 * Starts a program in a process group of its own, with both its outputs at the end of a log file.
 * @param {string} program
 * @param {string[]} args
 * @param {{log: string, env?: NodeJS.ProcessEnv, cwd?: string}} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function spawnService(program, args, { log, env, cwd }) {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLogBytes) await rename(log, `${log}.1`);
  const file = await open(log, 'a', 0o640);
  const child = spawn(program, args, {
    cwd,
    env: env ?? process.env,
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
  });
  const spawned = new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  await spawned.finally(() => file.close());
  return child;
}

/** The last lines of a log. @param {string} path @param {number} [count] */
export async function logTail(path, count = 15) {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
