import { bot } from '@clawberth/core';
import { expect, it } from 'vitest';
import { sandboxesOf, useWorld } from '../testing/use-world.ts';

const world = useWorld();
const password = { name: 'SHOP_PASSWORD', secret: true, value: 'three-brown-loaves' };
const url = { name: 'SHOP_URL', secret: false, value: 'https://shop.example' };

async function put(botId: string, changes: bot.VariableChange[]): Promise<{ effect: string }> {
  const { draft } = await bot.draftVariables(world.owner, { botId, changes });
  return bot.applyVariables(world.owner, { botId, expectedNames: draft.map(({ name }) => name) });
}

it('the environment in force reaches the sandbox with the next config version, and goes with one', async () => {
  const botId = await world.deploy();
  const worker = world.newWorker();
  await world.settle(worker, botId);
  const before = sandboxesOf(world, botId);
  const given = () => world.machine.agentsOf(botId)[0]?.configs.map(({ configVersion, env }) => [configVersion, env]);

  await bot.draftVariables(world.owner, { botId, changes: [password, url] });
  await world.settle(worker, botId);
  expect(given()).toEqual([[1, undefined]]);

  const names = [password.name, url.name];
  expect(await bot.applyVariables(world.owner, { botId, expectedNames: names })).toEqual({ effect: 'restart' });
  await world.settle(worker, botId);
  expect(given()?.at(-1)).toEqual([2, [password, url]]);

  await put(botId, [{ ...password, value: null }]);
  await world.settle(worker, botId);
  expect(given()?.at(-1)).toEqual([3, [url]]);

  await put(botId, [{ ...url, value: null }]);
  await world.settle(worker, botId);
  expect(given()?.at(-1)).toEqual([4, undefined]);
  expect(sandboxesOf(world, botId)).toEqual(before);
  expect(await world.row(botId)).toMatchObject({ observedState: 'running', observedConfigVersion: 4, generation: 1 });
});

it('a new form and a new sandbox come with the same environment; what is put into force while paused waits', async () => {
  const botId = await world.deploy();
  const worker = world.newWorker();
  await world.settle(worker, botId);
  await put(botId, [url]);
  const { version, ...form } = await bot.getConfig(world.owner, { botId });
  await bot.configure(world.owner, { ...form, botId, expectedVersion: version, about: 'Closed on Sundays.' });
  await world.settle(worker, botId);
  expect(world.machine.agentsOf(botId).at(-1)?.configs.at(-1)).toMatchObject({ configVersion: 3, env: [url] });

  await bot.stop(world.owner, { botId });
  await world.settle(worker, botId);
  expect(await put(botId, [password])).toEqual({ effect: 'next_start' });
  await world.settle(worker, botId);
  expect(sandboxesOf(world, botId)).toEqual([]);
  await bot.start(world.owner, { botId });
  await world.settle(worker, botId);
  expect(world.machine.agentsOf(botId).at(-1)?.configs).toMatchObject([{ configVersion: 4, env: [password, url] }]);
});

it('a bot whose environment changes is starting until OpenClaw is ready with it, and one whose form changes is not', async () => {
  const botId = await world.deploy();
  const worker = world.newWorker();
  await world.settle(worker, botId);
  const [agent] = world.machine.agentsOf(botId);
  const looks = async () => {
    const { state, configApplied, stages } = await bot.get(world.owner, { botId });
    return [state, configApplied, stages.map((one) => one.status).join(' ')];
  };
  const WORKING = 'done done done done done done done';
  expect(await looks()).toEqual(['working', true, WORKING]);

  await put(botId, [url]);
  expect(await looks()).toEqual(['working', false, WORKING]);
  agent?.reach('starting');
  await world.settle(worker, botId);
  expect(await looks()).toEqual(['starting', true, 'done done done done active waiting waiting']);
  const gateway = {
    pid: 8,
    startedAt: new Date().toISOString(),
    exitCode: null,
    signal: null,
    live: true,
    ready: true,
  };
  agent?.set({ phase: 'ready', gateway });
  await world.settle(worker, botId);
  expect(await looks()).toEqual(['working', true, WORKING]);

  agent?.reach('ready');
  const before = (await world.row(botId)).stages;
  const { version, ...form } = await bot.getConfig(world.owner, { botId });
  await bot.configure(world.owner, { ...form, botId, expectedVersion: version, about: 'Closed on Sundays.' });
  await world.settle(worker, botId);
  expect(await looks()).toEqual(['working', true, WORKING]);
  expect((await world.row(botId)).stages).toEqual(before);
});

it('a deleted bot leaves no variable, and no value of one is in a config, a log line or the audit log', async () => {
  const botId = await world.deploy();
  const worker = world.newWorker();
  await world.settle(worker, botId);
  await put(botId, [password]);
  await bot.draftVariables(world.owner, { botId, changes: [{ ...password, value: 'four-white-loaves' }] });
  await world.settle(worker, botId);
  const told = JSON.stringify(
    [
      world.machine.agentsOf(botId).flatMap(({ configs }) => configs.map((put) => ({ ...put, env: null }))),
      world.services.logLines,
      await world.services.behind.auditEvent.findMany({ where: { botId } }),
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
  expect(told).toContain('SHOP_PASSWORD');
  expect(told).not.toMatch(/brown-loaves|white-loaves/);

  await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
  expect(await world.settle(worker, botId)).toEqual({ kind: 'gone' });
  expect(await world.services.behind.botVariable.count({ where: { botId } })).toBe(0);
});
