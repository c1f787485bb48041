import { sandbox } from '@clawberth/core';
import type { SandboxProof } from '@clawberth/openclaw';
import { RuntimeError } from '@clawberth/runtime';
import type { Pass } from '../pass.ts';
import type { Situation } from '../situation.ts';
import { sandboxRef } from '../worker-parts.ts';

/** The user that everything inside a sandbox runs as. */
const SANDBOX_UID = 1000;

/**
 * Reads the sandbox's walls from outside and from inside, and writes the row by which the airlock knows its
 * caller. Only after that may a config come near it. Throws `not_isolated`.
 */
export async function proveIsolation(pass: Pass, { bot, sandboxes }: Situation): Promise<void> {
  const { parts, lease, memory } = pass;
  const mine = sandboxes?.find((one) => one.generation === bot.generation);
  if (mine === undefined || mine.address === null || mine.startedAt === null || memory.network === null) return;
  const outside = await parts.runtime.proveOutside(sandboxRef(parts, bot, bot.generation));
  const agent = await pass.agentAt(bot, mine.address);
  const inside = await agent.proof(pass.signal);
  const weak = weaknesses(inside);
  if (weak.length > 0) {
    throw new RuntimeError('not_isolated', `Seen from inside, the sandbox is not closed: ${weak.join(', ')}.`, {
      retryable: false,
    });
  }
  await sandbox.recordSandbox(parts.services, lease, {
    generation: bot.generation,
    containerId: mine.containerId,
    image: mine.image,
    address: mine.address,
    subnet: memory.network.subnet,
    startedAt: mine.startedAt,
    proof: { outside, inside, checkedAt: new Date().toISOString() },
  });
}

/** What is wrong with the walls as seen from inside; empty when nothing is. */
export function weaknesses({ gvisor, uid, capabilitiesEffective, noNewPrivs, readOnlyRoot }: SandboxProof): string[] {
  return [
    gvisor ? null : 'the kernel is not gVisor’s',
    uid === SANDBOX_UID ? null : `it runs as user ${uid}`,
    /^0+$/.test(capabilitiesEffective) ? null : `it holds capabilities (${capabilitiesEffective})`,
    noNewPrivs ? null : 'it may gain privileges',
    readOnlyRoot ? null : 'its root can be written to',
  ].filter((one) => one !== null);
}
