// @ts-check
import { readdir, readFile, readlink } from 'node:fs/promises';
import { commandLine } from './pid-file.mjs';

const LISTEN = '0A'; // the state column of /proc/net/tcp, see proc_net_tcp in the kernel's documentation

/**
 * Who listens on a TCP port of this machine, or undefined when nobody does.
 * @param {number} port
 * @returns {Promise<{pid?: number, command: string} | undefined>}
 */
export async function portOwner(port) {
  const inodes = await listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (inodes.has(target)) {
        return { pid: Number(pid), command: (await commandLine(Number(pid)))?.join(' ').slice(0, 100) ?? 'a program' };
      }
    }
  }
  return { command: 'a program that cannot be seen from here' };
}

/** @param {number} port */
async function listeningInodes(port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = new Set();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === LISTEN && local.endsWith(suffix)) inodes.add(`socket:[${inode}]`);
    }
  }
  return inodes;
}
