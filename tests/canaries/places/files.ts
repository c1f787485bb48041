import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sample, type Sample } from './sample.ts';

const MOST_BYTES = 256 * 1024 * 1024;

type Options = { skip?: (path: string) => boolean };

/** Every plain file below a folder, or the one file, with its name. What is gone before it is read is no file any more. */
export async function* filesBelow(root: string, { skip = () => false }: Options = {}): AsyncGenerator<Sample> {
  for (const path of await listFiles(root)) {
    if (skip(path)) continue;
    const bytes = await readFile(path).catch(ifGone);
    if (bytes !== null)
      yield sample(`${path} (${relative(root, path)})`, Buffer.concat([Buffer.from(`${path}\n`), bytes]));
  }
}

async function listFiles(root: string): Promise<string[]> {
  const facts = await lstat(root).catch(ifGone);
  if (facts === null) return [];
  if (facts.isDirectory()) {
    const names = (await readdir(root).catch(ifGone)) ?? [];
    return (await Promise.all(names.map((name) => listFiles(join(root, name))))).flat();
  }
  if (!facts.isFile()) return [];
  if (facts.size > MOST_BYTES) throw new Error(`${root} has ${facts.size} bytes: more than this search reads.`);
  return [root];
}

function ifGone(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ESRCH'].includes(error.code ?? '')) return null;
  throw error;
}
