// @ts-check
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../local/lib/paths.mjs';
import { sayWhile } from '../local/lib/say.mjs';
import { hashFiles } from './hash-files.mjs';
import { installOpenclaw } from './install-openclaw.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const copied = ['package.json', 'package-lock.json', '.npmrc'];

/** The files that decide what is installed. */
export const openclawInputs = [...copied, 'install-openclaw.mjs'].map((name) => join(here, name));

/**
 * Installs OpenClaw from its lockfile into the shared cache, once per lockfile.
 * An installation that was cut short is never taken for a whole one: it gets its name last.
 * @returns {Promise<string>} the folder that holds node_modules/openclaw
 */
export async function stageOpenclaw() {
  const folder = join(cacheFolder, `openclaw-${await hashFiles(openclawInputs)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  await sweepDrafts();
  const draft = `${folder}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  try {
    for (const name of copied) await copyFile(join(here, name), join(draft, name));
    await sayWhile('Installing OpenClaw for the bot image', () => installOpenclaw(draft));
    await rename(draft, folder).catch((/** @type {unknown} */ error) => {
      if (!existsSync(folder)) throw error; // somebody else was faster with the same content
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Removes what killed runs left half-made in the cache. */
async function sweepDrafts() {
  const oldestMs = Date.now() - 2 * 3_600_000;
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name);
    const changed = await stat(path).then(
      (found) => found.mtimeMs,
      () => Date.now(), // another run removed it in the meantime
    );
    if (name.endsWith('.tmp') && changed < oldestMs) await rm(path, { recursive: true, force: true });
  }
}
