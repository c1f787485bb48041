// @ts-check
import { readFile, writeFile, rm } from 'node:fs/promises';

/**
 * The program and arguments of a running process, or undefined when there is none.
 * @param {number} pid
 * @param {string} [procRoot] another /proc, for tests
 * @returns {Promise<string[] | undefined>}
 */
export async function commandLine(pid, procRoot = '/proc') {
  const raw = await readFile(`${procRoot}/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = raw.split('\0').filter((word) => word !== '');
  return words.length > 0 ? words : undefined; // a zombie has an empty command line
}

/**
 * The pid in a pid file, but only if it is a living process whose command line or environment contains `mark`:
 * after a crash the number may belong to somebody else. (Next changes its command line, so ours carry an environment mark.)
 * @param {string} path first line is the pid, as Postgres, Redis, dockerd and we write it
 * @param {string} mark
 * @param {string} [procRoot]
 * @returns {Promise<number | undefined>}
 */
export async function livingPid(path, mark, procRoot = '/proc') {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const words = await commandLine(pid, procRoot);
  if (!words) return undefined;
  const environment = await readFile(`${procRoot}/${pid}/environ`, 'utf8').catch(() => '');
  return words.join(' ').includes(mark) || environment.split('\0').includes(mark) ? pid : undefined;
}

/** @param {string} path @param {number} pid */
export async function writePidFile(path, pid) {
  await writeFile(path, `${pid}\n`);
}

/** @param {string} path */
export async function removePidFile(path) {
  await rm(path, { force: true });
}
