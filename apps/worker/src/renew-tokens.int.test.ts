import { createHash } from 'node:crypto';
import { bot } from '@clawberth/core';
import { describe, expect, it } from 'vitest';
import { reconcileBot } from './reconcile-bot.ts';
import { letLeaseExpire } from './testing/let-lease-expire.ts';
import { makeMortal } from './testing/mortal.ts';
import { auditOf, sandboxesOf, useWorld } from './testing/use-world.ts';

// A renewal from the click to the end of the earlier tokens: real Postgres, core and worker over a fake machine.

const world = useWorld();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const tokensOf = async (botId: string) => {
  const { sandboxTokens } = await world.row(botId);
  return sandboxTokens.map(({ tokenHash, kind, retiring }) => ({ tokenHash, kind, retiring }));
};
const eventsOf = async (botId: string) => (await auditOf(world, botId)).map(({ event }) => event);
/** The hash of the airlock token that the newest sandbox was given. */
const heldBySandbox = (botId: string) => {
  const files = world.machine.agentsOf(botId).at(-1)?.configs.at(-1)?.secretFiles ?? [];
  return sha256(files.find(({ name }) => name === 'model-token')?.content ?? '');
};

async function deployRunning(): Promise<string> {
  const botId = await world.deploy();
  await world.settle(world.newWorker(), botId);
  return botId;
}

describe('renewed tokens', () => {
  it('of a running bot: both work until the old sandbox is gone, then the new ones alone', async () => {
    const botId = await deployRunning();
    const [before] = await tokensOf(botId);
    await bot.renewTokens(world.owner, { botId });
    const between = await tokensOf(botId);
    expect(between).toContainEqual({ ...before, retiring: true });
    expect(between.filter(({ retiring }) => !retiring)).toHaveLength(1);
    expect((await bot.getKeys(world.owner, { botId })).innerTokens.renewing).toBe(true);

    await world.settle(world.newWorker(), botId);
    const [after, ...more] = await tokensOf(botId);
    expect(more).toEqual([]);
    expect(after).toMatchObject({ retiring: false, tokenHash: heldBySandbox(botId) });
    expect(after?.tokenHash).not.toBe(before?.tokenHash);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedGeneration: 2, failure: null });
    expect((await eventsOf(botId)).slice(-3)).toEqual(['bot.tokens_renewed', 'bot.old_tokens_ended', 'bot.observed']);
    expect((await bot.getKeys(world.owner, { botId })).innerTokens.renewing).toBe(false);
  });

  it('of a paused bot change at once, and the next start takes them', async () => {
    const botId = await deployRunning();
    await bot.stop(world.owner, { botId });
    await world.settle(world.newWorker(), botId);
    const [before] = await tokensOf(botId);
    await bot.renewTokens(world.owner, { botId });
    const [after, ...more] = await tokensOf(botId);
    expect(more).toEqual([]);
    expect(after?.tokenHash).not.toBe(before?.tokenHash);
    expect((await eventsOf(botId)).slice(-2)).toEqual(['bot.tokens_renewed', 'bot.old_tokens_ended']);
    expect(await world.row(botId)).toMatchObject({ desiredState: 'stopped', generation: 1 });
    await bot.start(world.owner, { botId });
    await world.settle(world.newWorker(), botId);
    expect((await tokensOf(botId))[0]?.tokenHash).toBe(heldBySandbox(botId));
  });

  it('of a bot that is just being paused: the old ones end with its sandbox', async () => {
    const botId = await deployRunning();
    const [before] = await tokensOf(botId);
    await bot.stop(world.owner, { botId });
    for (const _ of [1, 2]) {
      await bot.renewTokens(world.owner, { botId });
      expect(await tokensOf(botId)).toHaveLength(2);
      expect(await tokensOf(botId)).toContainEqual({ ...before, retiring: true });
    }
    await world.settle(world.newWorker(), botId);
    expect(await tokensOf(botId)).toMatchObject([{ retiring: false }]);
    expect((await eventsOf(botId)).filter((event) => event === 'bot.old_tokens_ended')).toHaveLength(1);
  });

  it('twice in a row keep those that the running sandbox holds, and leave one sandbox with the last ones', async () => {
    const botId = await deployRunning();
    const [before] = await tokensOf(botId);
    await bot.renewTokens(world.owner, { botId });
    await bot.renewTokens(world.owner, { botId });
    expect(await tokensOf(botId)).toContainEqual({ ...before, retiring: true });
    expect(await tokensOf(botId)).toHaveLength(2);
    await world.settle(world.newWorker(), botId);
    expect(sandboxesOf(world, botId)).toHaveLength(1);
    expect(await tokensOf(botId)).toMatchObject([{ retiring: false, tokenHash: heldBySandbox(botId) }]);
  });

  it('at once: the earlier ones are gone with the commit', async () => {
    const botId = await deployRunning();
    const [before] = await tokensOf(botId);
    await bot.renewTokens(world.owner, { botId, atOnce: true });
    expect((await tokensOf(botId)).map(({ tokenHash }) => tokenHash)).not.toContain(before?.tokenHash);
    expect((await eventsOf(botId)).slice(-2)).toEqual(['bot.tokens_renewed', 'bot.old_tokens_ended']);
    await world.settle(world.newWorker(), botId);
    expect(await tokensOf(botId)).toMatchObject([{ retiring: false, tokenHash: heldBySandbox(botId) }]);
  });

  it('asked for in the middle of a pass reach the sandbox that this pass makes', async () => {
    const botId = await deployRunning();
    await bot.restart(world.owner, { botId });
    let renewed = false;
    const { runtime } = world.machine;
    const worker = world.newWorker({
      runtime: {
        ...runtime,
        async remove(sandbox) {
          await runtime.remove(sandbox);
          // The pass has opened the tokens by now, to stop the old sandbox.
          if (!renewed) await bot.renewTokens(world.owner, { botId });
          renewed = true;
        },
      },
    });
    await world.settle(worker, botId);
    expect(renewed).toBe(true);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedGeneration: 3, failure: null });
    expect(await tokensOf(botId)).toMatchObject([{ retiring: false, tokenHash: heldBySandbox(botId) }]);
  });
});

// Some twenty bots and as many workers: long on a busy machine, not stuck.
it(
  'a worker killed at every third operation: the earlier tokens end all the same, once',
  { timeout: 600_000 },
  async () => {
    let survived = 0;
    for (let diesAt = 1; survived === 0; diesAt += 3) {
      const botId = await deployRunning();
      await bot.renewTokens(world.owner, { botId });
      const victim = world.newWorker();
      await victim.readiness.check();
      const mortal = makeMortal(victim, diesAt);
      await reconcileBot(mortal.parts, botId, new AbortController().signal).catch(() => undefined);
      await letLeaseExpire(world.services, botId);
      await world.settle(world.newWorker(), botId);
      const tokens = (await tokensOf(botId)).map(({ retiring, tokenHash }) => [retiring, tokenHash]);
      const ended = (await eventsOf(botId)).filter((event) => event === 'bot.old_tokens_ended').length;
      expect({ diesAt, tokens, ended }).toEqual({ diesAt, tokens: [[false, heldBySandbox(botId)]], ended: 1 });
      if (!mortal.dead()) survived = diesAt;
    }
    expect(survived).toBeGreaterThan(30);
  },
);
