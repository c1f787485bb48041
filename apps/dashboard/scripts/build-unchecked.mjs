// @ts-check
// npm run build:unchecked: builds the dashboard without the application's own checks, for tests/authorisation alone.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..');
// Next names the build's own types in this file; the types stage wants those of the build that ships.
const types = join(folder, 'next-env.d.ts');
const before = read(types);
const { status } = spawnSync(process.execPath, [join(folder, 'node_modules/next/dist/bin/next'), 'build'], {
  cwd: folder,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', CLAWBERTH_BUILD_VARIANT: 'unchecked' },
});
if (before !== null) writeFileSync(types, before);
process.exit(status ?? 1);

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
