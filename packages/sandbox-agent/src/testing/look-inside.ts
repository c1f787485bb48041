import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The environment that a process was started with. */
export async function environmentOf(pid: number): Promise<Record<string, string>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8');
  const pairs = text.split('\0').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Files below the folder that hold one of these texts. Throws where there is next to nothing to look at. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  if (files.length < 5) throw new Error(`Only ${files.length} files are in ${folder}.`);
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const holding = async (path: string) => {
    const content = await readFile(path).catch(nothingIfGone);
    return texts.some((text) => content.includes(text)) ? [path] : [];
  };
  return (await Promise.all(paths.map(holding))).flat();
}

/** OpenClaw takes its own temporary files away while it runs. */
function nothingIfGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code !== 'ENOENT') throw error;
  return Buffer.alloc(0);
}
