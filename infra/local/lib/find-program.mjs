// @ts-check
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Debian puts server programs that are not on everybody's PATH. */
const extraFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/postgresql/15/bin'];

/**
 * The full path of a program, or undefined when this machine has none.
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export async function findProgram(name) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), ...extraFolders];
  for (const folder of folders) {
    const path = join(folder || '.', name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}
