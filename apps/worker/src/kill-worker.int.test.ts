import { bot } from '@clawberth/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcileBot } from './reconcile-bot.ts';
import { letLeaseExpire } from './testing/let-lease-expire.ts';
import { makeMortal } from './testing/mortal.ts';
import { createWorld, type World } from './testing/worker-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
});

const sandboxesOf = (botId: string) =>
  [...world.machine.fake.machine.sandboxes.values()].filter((one) => one.facts.botId === botId);
const outcomesOf = async (botId: string) =>
  (
    await world.services.behind.auditEvent.findMany({
      where: { botId, actorType: 'system' },
      orderBy: { sequence: 'asc' },
    })
  ).map((one) => one.event);

/** Kills a worker at its first, second … (every `stride`th) operation on a fresh bot until one survives; `check` sees each bot. */
async function killAtEveryOperation(
  prepare: () => Promise<string>,
  check: (botId: string, diesAt: number) => Promise<void>,
  stride = 1,
): Promise<number> {
  for (let diesAt = 1; ; diesAt += stride) {
    const botId = await prepare();
    const victim = world.newWorker();
    await victim.readiness.check();
    const mortal = makeMortal(victim, diesAt);
    await reconcileBot(mortal.parts, botId, new AbortController().signal).catch(() => undefined);
    await letLeaseExpire(world.services, botId);
    await world.settle(world.newWorker(), botId);
    await check(botId, diesAt);
    if (!mortal.dead()) return diesAt;
  }
}

// A hundred deploys and as many workers: long on a busy machine, not stuck.
describe('a worker killed at any operation', { timeout: 600_000 }, () => {
  it('of a deploy leaves what the next one makes whole: one sandbox, one outcome', async () => {
    const survived = await killAtEveryOperation(world.deploy, async (botId, diesAt) => {
      const row = await world.row(botId);
      expect({ diesAt, state: row.observedState, failure: row.failure, lease: row.leaseOwner }).toEqual({
        diesAt,
        state: 'running',
        failure: null,
        lease: null,
      });
      expect(sandboxesOf(botId)).toHaveLength(1);
      expect(row.stages.every((one) => one.status === 'done')).toBe(true);
      expect(await outcomesOf(botId)).toEqual(['bot.observed']);
    });
    expect(survived).toBeGreaterThan(30);
  });

  it('of a restart leaves one sandbox of the new generation', async () => {
    const prepare = async (): Promise<string> => {
      const botId = await world.deploy();
      await world.settle(world.newWorker(), botId);
      await bot.restart(world.owner, { botId });
      return botId;
    };
    const survived = await killAtEveryOperation(
      prepare,
      async (botId, diesAt) => {
        expect({
          diesAt,
          running: sandboxesOf(botId).map((one) => `${one.facts.generation} ${one.facts.state}`),
        }).toEqual({ diesAt, running: ['2 running'] });
        expect(await world.row(botId)).toMatchObject({
          observedState: 'running',
          observedGeneration: 2,
          failure: null,
        });
      },
      3,
    );
    expect(survived).toBeGreaterThan(30);
  });

  it('of a deletion leaves nothing, and one outcome', async () => {
    const prepare = async (): Promise<string> => {
      const botId = await world.deploy();
      await world.settle(world.newWorker(), botId);
      await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
      return botId;
    };
    await killAtEveryOperation(prepare, async (botId) => {
      const row = await world.row(botId);
      expect(row).toMatchObject({ observedState: 'deleted', secrets: [], configVersions: [] });
      const { networks, volumes } = world.machine.fake.machine;
      expect([...networks.keys(), ...volumes].filter((name) => name.endsWith(botId))).toEqual([]);
      expect(sandboxesOf(botId)).toEqual([]);
      expect(await outcomesOf(botId)).toEqual(['bot.observed', 'bot.removed']);
    });
  });
});

describe('a worker that lost its lease while it was asleep', () => {
  it('writes nothing more and leaves the heir’s sandbox alone', async () => {
    const botId = await world.deploy();
    const heir = world.newWorker();
    const sleeper = world.newWorker();
    await sleeper.readiness.check();
    const slow = {
      ...world.machine.runtime,
      async ensureNetwork(ref: Parameters<typeof world.machine.runtime.ensureNetwork>[0]) {
        // Asleep for longer than the lease: the heir takes the bot to its end, and the owner restarts it.
        await letLeaseExpire(world.services, botId);
        await world.settle(heir, botId);
        await bot.restart(world.owner, { botId });
        await world.settle(heir, botId);
        return world.machine.runtime.ensureNetwork(ref);
      },
    };
    const outcome = await reconcileBot({ ...sleeper, runtime: slow }, botId, new AbortController().signal);
    expect(outcome).toEqual({ kind: 'busy' });
    expect(sandboxesOf(botId).map((one) => one.facts.generation)).toEqual([2]);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedGeneration: 2, failure: null });
    expect(await outcomesOf(botId)).toEqual(['bot.observed', 'bot.observed']);
  });
});
