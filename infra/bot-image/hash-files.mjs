// @ts-check
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/**
 * The first 12 hex digits of a SHA-256 over the contents of files and over plain words, in the order given.
 * @param {string[]} files
 * @param {string[]} [words]
 * @returns {Promise<string>}
 */
export async function hashFiles(files, words = []) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(file);
    hash.update(`${content.length}\n`).update(content);
  }
  for (const word of words) hash.update(`${word.length}\n${word}`);
  return hash.digest('hex').slice(0, 12);
}
