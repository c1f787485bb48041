import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The real OpenClaw's package folder, below the folder that CLAWBERTH_OPENCLAW_DIR names.
 * Throws when it is not there: these tests mean nothing without it.
 */
export function openclawPackageDir(parent: string | undefined): string {
  if (!parent) throw new Error('Set CLAWBERTH_OPENCLAW_DIR to the folder that contains node_modules/openclaw.');
  const dir = join(parent, 'node_modules', 'openclaw');
  if (!existsSync(join(dir, 'openclaw.mjs'))) throw new Error(`No OpenClaw at ${dir}: install it there first.`);
  return dir;
}
