// @ts-check
import { readFile } from 'node:fs/promises';
import { Problem } from './problem.mjs';

/**
 * The numbers of a system user, from /etc/passwd.
 * @param {string} name
 * @returns {Promise<{uid: number, gid: number}>}
 */
export async function idsOf(name) {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((row) => row.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Problem(
      `This machine has no user "${name}".`,
      `Install Debian's package, which makes it, or run: useradd --system ${name}`,
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}
