import { sandbox } from '@clawberth/core';
import { RuntimeError, type SandboxFacts } from '@clawberth/runtime';
import type { WorkerParts } from './worker-parts.ts';

export type SweepOptions = {
  parts: WorkerParts;
  /** Whether this worker follows the bot's agent already. */
  followed: (botId: string) => boolean;
  wake: (botId: string) => Promise<void>;
  /** Bots deleted since then are looked after once more. */
  deletedSince: Date;
};

/**
 * Finds what no ring told of: bots whose two sides differ, bots that should run but do not, bots that nobody
 * follows, and sandboxes that belong to nobody. Returns the ids of the bots that it woke; does not wait for them.
 */
export async function sweep({ parts, followed, wake, deletedSince }: SweepOptions): Promise<Set<string>> {
  const { services } = parts;
  // The machine first: a bot's row is always older than its sandbox, so no sandbox seen here lacks its row below.
  const sandboxes = await listAll(parts);
  const [drifted, placements] = await Promise.all([
    sandbox.findDrift(services),
    sandbox.listPlacements(services, { deletedSince }),
  ]);
  const woken = new Set(drifted);
  if (sandboxes !== null) {
    for (const botId of await sweepMachine(parts, placements, sandboxes)) woken.add(botId);
  }
  for (const { botId, deletedAt, observedState } of placements) {
    if (deletedAt === null && (observedState === 'running' || observedState === 'starting') && !followed(botId))
      woken.add(botId);
  }
  for (const botId of woken) void wake(botId);
  return woken;
}

/** Null while the runtime does not answer. */
async function listAll({ runtime, log }: WorkerParts): Promise<SandboxFacts[] | null> {
  try {
    return await runtime.list();
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    log.warn({ code: error.code }, 'the sweep cannot see the sandboxes');
    return null;
  }
}

/** Takes away what belongs to nobody; names the bots whose sandboxes are not as they should be. */
async function sweepMachine(
  parts: WorkerParts,
  placements: readonly sandbox.Placement[],
  sandboxes: readonly SandboxFacts[],
): Promise<string[]> {
  const { runtime, log, instance } = parts;
  const byId = new Map(placements.map((one) => [one.botId, one]));
  const wrong: string[] = [];
  for (const one of sandboxes) {
    const bot = byId.get(one.botId);
    if (bot === undefined) {
      // No row, as after a restored backup: the process goes, the volume with its data stays.
      log.warn({ botId: one.botId, generation: one.generation }, 'removing a sandbox that belongs to no bot');
      await quietly(parts, () => runtime.remove(one));
    } else if (
      bot.deletedAt === null &&
      (bot.desiredState !== 'running' || bot.generation !== one.generation || one.state !== 'running')
    ) {
      wrong.push(bot.botId);
    }
  }
  for (const { botId, organisationId, deletedAt, desiredState, observedState, generation } of placements) {
    if (deletedAt !== null) await quietly(parts, () => runtime.purge({ instance, botId, organisationId }));
    const runs = sandboxes.some(
      (one) => one.botId === botId && one.generation === generation && one.state === 'running',
    );
    if (deletedAt === null && desiredState === 'running' && observedState === 'running' && !runs) wrong.push(botId);
  }
  return wrong;
}

/** One orphan that cannot be removed now must not keep the sweep from the rest; the next sweep tries again. */
async function quietly({ log }: WorkerParts, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    log.warn({ err: error }, 'an orphan could not be removed');
  }
}
