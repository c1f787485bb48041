import { bot } from '@clawberth/core';
import { writeAsSystem } from '@clawberth/core/testing';
import { RuntimeError } from '@clawberth/runtime';
import { describe, expect, it } from 'vitest';
import { letRetryComeDue } from './testing/let-lease-expire.ts';
import { auditOf, failureCode, sandboxesOf, useWorld } from './testing/use-world.ts';

const world = useWorld();

describe('a deploy', () => {
  it('ends in a running bot, stage by stage, told under the id of the request', async () => {
    const botId = await world.deploy();
    const outcome = await world.settle(world.newWorker(), botId);
    expect(outcome).toMatchObject({ kind: 'settled', watch: { revision: expect.any(Number) as number } });
    const row = await world.row(botId);
    expect(row).toMatchObject({
      observedState: 'running',
      observedGeneration: 1,
      observedConfigVersion: 1,
      failure: null,
      leaseOwner: null,
    });
    expect(row.sandbox).toMatchObject({
      generation: 1,
      proof: { outside: { runtime: 'runsc' }, inside: { gvisor: true } },
    });
    expect(Object.fromEntries(row.stages.map((one) => [one.stage, one.status]))).toEqual({
      reserved: 'done',
      image_ready: 'done',
      isolated: 'done',
      config_accepted: 'done',
      gateway_live: 'done',
      gateway_ready: 'done',
      channel_connected: 'done',
    });
    const [requested, running] = await auditOf(world, botId);
    expect([requested?.event, running?.event, running?.actorType]).toEqual(['bot.deployed', 'bot.observed', 'system']);
    expect(running?.requestId).toBe(requested?.requestId);
  });

  it('gives the bot the airlock at its own network’s address, and no secret of value', async () => {
    const botId = await world.deploy();
    await world.settle(world.newWorker(), botId);
    const [network] = [...world.machine.fake.machine.networks.values()].filter((one) => one.name.endsWith(botId));
    const [config] = world.machine.agentsOf(botId)[0]?.configs ?? [];
    expect(JSON.stringify(config?.config)).toContain(`http://${network?.gatewayAddress}:7070/model/v1`);
  });

  it('by two workers at once makes one sandbox', async () => {
    const botId = await world.deploy();
    const [first, second] = [world.newWorker(), world.newWorker()];
    await Promise.all([world.settle(first, botId), world.settle(second, botId)]);
    await world.settle(second, botId);
    expect(sandboxesOf(world, botId)).toHaveLength(1);
    expect(world.machine.agentsOf(botId)[0]?.configs).toHaveLength(1);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running' });
  });

  it('waits without holding the bot while OpenClaw starts, and fails when it takes too long', async () => {
    world.machine.gateway.reaches = 'live';
    const botId = await world.deploy();
    const worker = world.newWorker();
    expect(await world.settle(worker, botId)).toMatchObject({
      kind: 'waiting',
      watch: { revision: expect.any(Number) as number },
    });
    expect(await world.row(botId)).toMatchObject({ observedState: 'starting', leaseOwner: null });
    await writeAsSystem(world.services, world.owner.organisationId, async (tx) => {
      await tx.deployStage.updateMany({ where: { botId, stage: 'image_ready' }, data: { startedAt: new Date(0) } });
    });
    world.machine.agentsOf(botId)[0]?.set({
      gateway: { pid: 7, startedAt: new Date(0).toISOString(), live: true, ready: false, exitCode: null, signal: null },
    });
    await world.settle(worker, botId);
    const row = await world.row(botId);
    expect([row.observedState, failureCode(row)]).toEqual(['failed', 'start_timeout']);
    expect(sandboxesOf(world, botId)).toEqual([]);
  });
});

describe('a failure', () => {
  it('of Docker is shown, and over by itself when Docker is back', async () => {
    const worker = world.newWorker();
    world.machine.fake.controls.setNotReady(
      new RuntimeError('runtime_unavailable', 'Docker does not answer.', { retryable: true }),
    );
    world.machine.fake.controls.fail('list', 'before', { times: 1_000 });
    const botId = await world.deploy();
    await world.settle(worker, botId);
    const down = await world.row(botId);
    expect([down.observedState, failureCode(down)]).toEqual(['failed', 'runtime_unavailable']);
    expect((await bot.get(world.owner, { botId })).failure).toMatchObject({
      code: 'runtime_unavailable',
      retryAt: expect.any(Date) as Date,
    });

    world.machine.fake.controls.heal();
    world.machine.fake.controls.setNotReady(null);
    await letRetryComeDue(world.services, botId);
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', failure: null, failedAttempts: 0 });
  });

  it('of the config (exit code 78) ends in no loop, and in a new attempt when the config changes', async () => {
    world.machine.gateway.exits = 78;
    const worker = world.newWorker();
    const botId = await world.deploy();
    expect(await world.settle(worker, botId)).toEqual({ kind: 'settled', watch: null });
    const row = await world.row(botId);
    expect([row.observedState, failureCode(row), row.retryAt]).toEqual(['failed', 'config_invalid', null]);
    expect(sandboxesOf(world, botId)).toEqual([]);
    await world.settle(worker, botId);
    expect(world.machine.agentsOf(botId)).toHaveLength(1);

    world.machine.gateway.exits = null;
    const { version, ...form } = await bot.getConfig(world.owner, { botId });
    await bot.configure(world.owner, { ...form, botId, expectedVersion: version, about: 'We open at 9.' });
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedConfigVersion: 2, failure: null });
  });

  it('of OpenClaw is tried again when it is due, not before, and keeps the last lines', async () => {
    world.machine.gateway.exits = 1;
    const worker = world.newWorker();
    const botId = await world.deploy();
    expect(await world.settle(worker, botId)).toMatchObject({ kind: 'waiting' });
    const row = await world.row(botId);
    expect(row).toMatchObject({
      observedState: 'failed',
      failedAttempts: 1,
      failure: { code: 'gateway_exited', logTail: ['last words'] },
    });
    await world.settle(worker, botId);
    expect(world.machine.agentsOf(botId)).toHaveLength(1);

    world.machine.gateway.exits = null;
    await letRetryComeDue(world.services, botId);
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', failure: null });
  });

  it('of the walls seen from outside takes the sandbox down before any config comes near it', async () => {
    const botId = await world.deploy();
    const weak = {
      ...world.machine.runtime,
      proveOutside: async () => {
        throw new RuntimeError('not_isolated', 'The root can be written to.', { retryable: false });
      },
    };
    await world.settle(world.newWorker({ runtime: weak }), botId);
    const row = await world.row(botId);
    expect([row.observedState, failureCode(row), row.retryAt, row.sandbox]).toEqual([
      'failed',
      'not_isolated',
      null,
      null,
    ]);
    expect(sandboxesOf(world, botId)).toEqual([]);
    expect(world.machine.agentsOf(botId)[0]?.configs).toEqual([]);
  });

  it('of the walls seen from inside does so too', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    const connectAgent: typeof worker.connectAgent = (address, token) => {
      const agent = worker.connectAgent(address, token);
      return { ...agent, proof: async () => ({ ...(await agent.proof()), gvisor: false }) };
    };
    await world.settle({ ...worker, connectAgent }, botId);
    expect(failureCode(await world.row(botId))).toBe('not_isolated');
    expect(sandboxesOf(world, botId)).toEqual([]);
    expect(world.machine.agentsOf(botId)[0]?.configs).toEqual([]);
  });

  it('of a running sandbox is seen and mended', async () => {
    const botId = await world.deploy();
    const worker = world.newWorker();
    await world.settle(worker, botId);
    const [facts] = sandboxesOf(world, botId);
    if (facts === undefined) throw new Error('no sandbox');
    world.machine.fake.controls.crash(facts, { exitCode: 137, oomKilled: true });
    await world.settle(worker, botId);
    const row = await world.row(botId);
    expect([row.observedState, failureCode(row)]).toEqual(['failed', 'out_of_memory']);
    await letRetryComeDue(world.services, botId);
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', generation: 1 });
    expect(sandboxesOf(world, botId)).toHaveLength(1);
  });
});

describe('a fault of the runtime', () => {
  const operations = ['list', 'ensureImage', 'ensureNetwork', 'ensureVolume', 'ensureSandbox', 'proveOutside'] as const;
  const faults = operations.flatMap((operation) =>
    (['before', 'after'] as const).map((when) => [when, operation] as const),
  );

  it.each(faults)('%s the effect of %s leaves one running bot in the end', async (when, operation) => {
    const worker = world.newWorker();
    await worker.readiness.check();
    const botId = await world.deploy();
    world.machine.fake.controls.fail(operation, when);
    await world.settle(worker, botId);
    await letRetryComeDue(world.services, botId);
    await world.settle(worker, botId);
    expect(await world.row(botId)).toMatchObject({ observedState: 'running', failure: null });
    expect(sandboxesOf(world, botId)).toHaveLength(1);
  });

  it.each(['stop', 'remove', 'purge', 'list'] as const)(
    'in %s does not keep a pause or a deletion from its end',
    async (operation) => {
      const worker = world.newWorker();
      const botId = await world.deploy();
      await world.settle(worker, botId);
      await bot.stop(world.owner, { botId });
      world.machine.fake.controls.fail(operation, 'after');
      await world.settle(worker, botId);
      await world.settle(worker, botId);
      expect(await world.row(botId)).toMatchObject({ observedState: 'stopped' });
      await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
      world.machine.fake.controls.fail(operation, 'before');
      await world.settle(worker, botId);
      await world.settle(worker, botId);
      expect(await world.row(botId)).toMatchObject({ observedState: 'deleted' });
      expect(sandboxesOf(world, botId)).toEqual([]);
    },
  );
});
