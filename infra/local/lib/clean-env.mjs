// @ts-check
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Node 24 of the checkout, whatever Node started us. */
export const node24 = join(root, 'node_modules/node/bin/node');

/**
 * Our own environment for programs of the checkout: Node 24 first on the path, nothing of npm's in it.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnv(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$|INIT_CWD$|PORT$)/.test(name));
  const path = `${join(root, 'node_modules/.bin')}:${join(root, 'infra/local/bin')}:${process.env['PATH'] ?? '/usr/bin:/bin'}`;
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    ...plain,
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    ...extra,
  };
}
