// @ts-check
import { portOwner } from './port-owner.mjs';
import { Problem } from './problem.mjs';

/**
 * @param {number} port
 * @param {string} what who wants it, in words
 * @throws {Problem} when something listens there, with the name of what does
 */
export async function requireFreePort(port, what) {
  const owner = await portOwner(port);
  if (!owner) return;
  const who = owner.pid === undefined ? owner.command : `process ${owner.pid} (${owner.command})`;
  throw new Problem(
    `Port ${port}, which ${what} needs, is taken by ${who}.`,
    what === 'the dashboard'
      ? 'Stop that process, or choose another port: CLAWBERTH_PORT=3010 npm start'
      : 'Stop that process, then start again.',
  );
}
