// @ts-check
import { join } from 'node:path';
import { root } from '../local/lib/paths.mjs';
import { runOrFail } from '../local/lib/run-command.mjs';

/**
 * Bundles the sandbox agent.
 * @returns {Promise<string>} the path of the one file
 */
export async function buildAgent() {
  await runOrFail(join(root, 'node_modules/node/bin/node'), ['build.mjs'], {
    cwd: join(root, 'packages/sandbox-agent'),
    what: 'Bundling the sandbox agent',
  });
  return join(root, 'packages/sandbox-agent/dist/agent.mjs');
}
