import { bot } from '@clawberth/core';
import { describe, expect, it } from 'vitest';
import { auditOf, failureCode, sandboxesOf, useWorld } from './testing/use-world.ts';

const world = useWorld();

describe('what an owner wants', () => {
  it('stop ends OpenClaw in order and leaves no process, but its memory', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    await bot.stop(world.owner, { botId });
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'stopped', sandbox: null, memoryBytes: null });
    expect(sandboxesOf(world, botId)).toEqual([]);
    expect(world.machine.agentsOf(botId)[0]?.stops).toBe(1);
    expect([...world.machine.fake.machine.volumes].some((name) => name.endsWith(botId))).toBe(true);
  });

  it('start after stop, and restart, run one sandbox of the new generation', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    await bot.stop(world.owner, { botId });
    await world.settle(worker, botId);
    await bot.start(world.owner, { botId });
    await world.settle(worker, botId);
    expect(sandboxesOf(world, botId).map((one) => one.generation)).toEqual([2]);
    await bot.restart(world.owner, { botId });
    await world.settle(worker, botId);
    expect(sandboxesOf(world, botId).map((one) => one.generation)).toEqual([3]);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedGeneration: 3 });
    const calls = world.machine.fake.machine.calls.filter((call) => call.botId === botId);
    const at = (operation: string, generation: number) =>
      calls.findIndex((call) => call.operation === operation && call.generation === generation);
    expect(at('remove', 2)).toBeGreaterThan(at('stop', 2));
    expect(at('ensureSandbox', 3)).toBeGreaterThan(at('remove', 2));
  });

  it('delete leaves nothing on the machine and no secret in the database', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
    expect(await world.settle(worker, botId)).toEqual({ kind: 'gone' });
    const row = await world.row(botId);
    expect(row).toMatchObject({ observedState: 'deleted', deletedAt: expect.any(Date) as Date, sandbox: null });
    expect([row.secrets, row.configVersions, row.sandboxTokens, row.stages]).toEqual([[], [], [], []]);
    const { networks, volumes } = world.machine.fake.machine;
    expect([...networks.keys(), ...volumes].filter((name) => name.endsWith(botId))).toEqual([]);
    expect(sandboxesOf(world, botId)).toEqual([]);
    expect((await auditOf(world, botId)).at(-1)).toMatchObject({ event: 'bot.removed', actorType: 'system' });
  });

  it('a changed config reaches the running sandbox without a new one', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    const [before] = sandboxesOf(world, botId);
    const { version, ...form } = await bot.getConfig(world.owner, { botId });
    await bot.configure(world.owner, { ...form, botId, expectedVersion: version, about: 'Closed on Sundays.' });
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedConfigVersion: 2 });
    expect(sandboxesOf(world, botId)).toEqual([before]);
    expect(world.machine.agentsOf(botId)[0]?.configs.map((one) => one.configVersion)).toEqual([1, 2]);
  });

  it('a config that a running OpenClaw refuses leaves it running, and is offered once', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    const [agent] = world.machine.agentsOf(botId);
    agent?.refuse('models: is missing');
    const { version, ...form } = await bot.getConfig(world.owner, { botId });
    await bot.configure(world.owner, { ...form, botId, expectedVersion: version, about: 'Closed on Mondays.' });
    await world.settle(worker, botId);
    await world.settle(worker, botId);
    const row = await world.row(botId);
    expect([row.observedState, row.observedConfigVersion, failureCode(row)]).toEqual(['running', 1, 'config_invalid']);
    expect(agent?.configs).toHaveLength(2);
    agent?.refuse(null);
    await bot.configure(world.owner, { ...form, botId, expectedVersion: 2, about: 'Closed on Tuesdays.' });
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedConfigVersion: 3, failure: null });
  });
});
