import { randomUUID } from 'node:crypto';
import { bot, person } from '@clawberth/core';
import { createDoorbell } from '@clawberth/jobs';
import { startTelegramStandIn, type TelegramStandIn } from '@clawberth/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorker, type RunningWorker } from './start-worker.ts';
import { createWorld, type World } from './testing/worker-world.ts';

const redisUrl = ownDatabase();
/** Longer than a test: what happens, happens by a ring or by a sweep that the test asks for. */
const NO_SWEEP = 3_600_000;
const SOON = { timeout: 10_000, interval: 50 };
const TELEGRAM_TOKEN = '123456789:AAE0123456789abcdefghijklmnopqrstuv';

let world: World;
let telegram: TelegramStandIn;
let worker: RunningWorker | undefined;
const doorbell = createDoorbell({ redisUrl });

beforeAll(async () => {
  telegram = await startTelegramStandIn();
  world = await createWorld({ telegramApiRoot: telegram.url });
});
beforeEach(() => {
  Object.assign(world.machine.gateway, {
    reaches: 'ready',
    exits: null,
    refuses: null,
    telegram: { connected: true, lastError: null },
  });
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
});
afterAll(async () => {
  await doorbell.close();
  await world.close();
  await telegram.close();
});

const start = async (): Promise<RunningWorker> =>
  (worker = await startWorker(world.newWorker(), { redisUrl, sweepMs: NO_SWEEP }));
const stateOf = async (botId: string) => (await world.row(botId)).observedState;
const sandboxesOf = (botId: string) =>
  [...world.machine.fake.machine.sandboxes.values()].map((one) => one.facts).filter((one) => one.botId === botId);

describe('a worker', () => {
  it('deploys what it is rung for', async () => {
    await start();
    const botId = await world.deploy();
    await doorbell.ring(botId);
    await expect.poll(() => stateOf(botId), SOON).toBe('running');
  });

  it('finds by its sweep what a flushed Redis did not tell', async () => {
    const running = await start();
    const botId = await world.deploy();
    expect(await stateOf(botId)).toBe('none');
    expect(await running.sweepNow()).toContain(botId);
    await expect.poll(() => stateOf(botId), SOON).toBe('running');
  });

  it('finds at its boot what was left undone, and follows what runs', async () => {
    const botId = await world.deploy();
    await start();
    await expect.poll(() => stateOf(botId), SOON).toBe('running');
    await worker?.close();
    await start();
    await expect.poll(async () => (await worker?.health())?.detail['followedBots'], SOON).toBeGreaterThan(0);
    world.machine.agentsOf(botId)[0]?.set({
      phase: 'failed',
      failure: { code: 'gateway_exited', message: 'OpenClaw ended', exitCode: 1, logTail: ['a last line'] },
    });
    await expect
      .poll(async () => (await world.row(botId)).failure, SOON)
      .toMatchObject({ code: 'gateway_exited', logTail: ['a last line'] });
    await expect.poll(() => sandboxesOf(botId), SOON).toEqual([]);
  });

  it('removes sandboxes that belong to no bot, and what a deleted bot left', async () => {
    const running = await start();
    const orphan = { instance: 'wt', botId: randomUUID(), organisationId: randomUUID(), generation: 1 };
    const spec = { image: 'clawberth-bot:fake', memoryBytes: 2 ** 30, cpus: 1, agentTokenSha256: '0'.repeat(64) };
    await world.machine.runtime.ensureSandbox({ ...orphan, ...spec });
    const botId = await world.deploy();
    await running.wake(botId);
    await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
    await running.wake(botId);
    await world.machine.runtime.ensureNetwork({ ...orphan, botId, organisationId: world.owner.organisationId });
    await running.sweepNow();
    expect(sandboxesOf(orphan.botId)).toEqual([]);
    await expect
      .poll(() => [...world.machine.fake.machine.networks.keys()].filter((name) => name.endsWith(botId)), SOON)
      .toEqual([]);
  });

  it('tells when the machine cannot start sandboxes, and stays up', async () => {
    world.machine.fake.machine.images.delete('clawberth-bot:fake');
    const running = await start();
    expect(await running.health()).toMatchObject({
      ok: true,
      detail: { runtime: { ready: false, code: 'image_missing' } },
    });
    world.machine.fake.controls.addImage('clawberth-bot:fake');
    await expect.poll(async () => (await running.health()).detail['runtime'], SOON).toEqual({ ready: true });
  });

  it('gives its leases back when it is told to end', async () => {
    world.machine.gateway.reaches = 'starting';
    await start();
    const botId = await world.deploy();
    await doorbell.ring(botId);
    await expect.poll(() => stateOf(botId), SOON).toBe('starting');
    await worker?.close();
    expect(await world.row(botId)).toMatchObject({ leaseOwner: null, leaseExpiresAt: null });
  });
});

describe('people who write to a Telegram bot', () => {
  const deployTelegram = async (): Promise<string> => {
    telegram.addBot({ token: TELEGRAM_TOKEN, id: 123456789, username: 'counter_bot', name: 'Counter' });
    const botId = await world.deploy({ channel: 'telegram', telegramToken: TELEGRAM_TOKEN });
    await doorbell.ring(botId);
    return botId;
  };
  const request = (requestId: string) => ({
    channel: 'telegram',
    accountId: 'default',
    requestId,
    senderId: '4242',
    senderName: 'Ben',
    createdAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });

  it('are seen, allowed inside the sandbox, and expire', async () => {
    await start();
    const botId = await deployTelegram();
    await expect.poll(() => stateOf(botId), SOON).toBe('running');
    const [agent] = world.machine.agentsOf(botId);
    agent?.ask(request('AAAA'));
    agent?.ask(request('BBBB'));
    const waiting = async () => (await person.list(world.owner, { botId })).waiting;
    await expect.poll(async () => (await waiting()).length, SOON).toBe(2);

    const asked = (await world.row(botId)).pairings.find((one) => one.requestId === 'AAAA');
    await person.allow(world.owner, { botId, requestId: asked?.id ?? '' });
    await doorbell.ring(botId);
    await expect.poll(async () => (await world.row(botId)).commands.map((one) => one.status), SOON).toEqual(['done']);
    expect(agent?.decisions).toEqual([{ kind: 'approve', requestId: 'AAAA' }]);
    const told = await world.services.behind.auditEvent.findMany({
      where: { botId, event: 'person.allowed' },
      orderBy: { sequence: 'asc' },
    });
    expect(told.map((one) => [one.result, one.actorType])).toEqual([
      ['requested', 'user'],
      ['done', 'system'],
    ]);
    expect(told[0]?.requestId).toBe(told[1]?.requestId);

    agent?.set({ pairing: { requests: [], limitPerAccount: 3 } });
    await expect.poll(async () => (await waiting()).length, SOON).toBe(0);
    const states = (await world.row(botId)).pairings.map((one) => [one.requestId, one.state]).sort();
    expect(states).toEqual([
      ['AAAA', 'allowed'],
      ['BBBB', 'expired'],
    ]);
    await bot.remove(world.owner, { botId, confirmName: 'Counter Clerk' });
    await worker?.wake(botId);
  });

  it('cannot reach a bot whose token Telegram refuses: its owner is told, nothing is tried again', async () => {
    world.machine.gateway.telegram = { connected: false, lastError: "Call to 'getMe' failed! (401: Unauthorized)" };
    await start();
    const botId = await deployTelegram();
    await expect
      .poll(async () => (await world.row(botId)).failure, SOON)
      .toMatchObject({ code: 'telegram_token_refused', retryable: false });
    await expect.poll(() => sandboxesOf(botId), SOON).toEqual([]);
    expect(await world.row(botId)).toMatchObject({ observedState: 'failed', retryAt: null });
  });
});

/** A numbered database of the test Redis that no other test file uses. */
function ownDatabase(): string {
  const given = process.env['TEST_REDIS_URL'];
  if (given === undefined) throw new Error('Set TEST_REDIS_URL to a Redis that may be flushed.');
  return new URL('/10', given).href;
}
