// @ts-check
import { join } from 'node:path';
import { livingPid } from '../lib/pid-file.mjs';
import { portOwner } from '../lib/port-owner.mjs';
import { requireFreePort } from '../lib/require-free-port.mjs';
import { processMark } from './process-specs.mjs';

/**
 * Sees early, before anything is built, that no stranger holds a port that we shall need.
 * A process that a killed run of ours left behind is no stranger: it is stopped later.
 * @param {import('../instance/describe-instance.mjs').Instance} instance
 * @throws {import('../lib/problem.mjs').Problem} that names the stranger
 */
export async function requireOurPorts(instance) {
  const { ports } = instance;
  const wanted = /** @type {const} */ ([
    ['airlock', ports.airlockBots],
    ['airlock', ports.airlockInbound],
    ['worker', ports.workerHealth],
    ['dashboard', ports.dashboard],
  ]);
  for (const [name, port] of wanted) {
    const owner = await portOwner(port);
    if (!owner) continue;
    const ours = await livingPid(join(instance.run, `${name}.pid`), processMark(instance, name));
    if (ours === undefined || ours !== owner.pid) await requireFreePort(port, `the ${name}`);
  }
}
