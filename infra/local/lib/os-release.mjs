// @ts-check
import { readFile } from 'node:fs/promises';

/**
 * What os-release(5) says of this system.
 * @param {string} [path]
 * @returns {Promise<{id: string, codename: string, name: string}>}
 */
export async function readOsRelease(path = '/etc/os-release') {
  const text = await readFile(path, 'utf8').catch(() => '');
  /** @param {string} key */
  const value = (key) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: value('ID'), codename: value('VERSION_CODENAME'), name: value('PRETTY_NAME') || process.platform };
}
