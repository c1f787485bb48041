import { bot } from '@clawberth/core';
import { createTestServices, makeBot, makeOrganisation, type TestServices } from '@clawberth/core/testing';
import { AGENT_PORT, createAgentClient } from '@clawberth/openclaw';
import { createRuntime } from '@clawberth/runtime';
import Docker from 'dockerode';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReadiness } from './readiness.ts';
import { createStartGate } from './start-gate.ts';
import { startWorker, type RunningWorker } from './start-worker.ts';
import { createSocketSwitch } from './testing/socket-switch.ts';

const image = required('BOT_IMAGE');
const redisUrl = new URL('/11', required('TEST_REDIS_URL')).href;
const dockerSocket = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
const INSTANCE = 'wreal';
const AIRLOCK_PORT = 17_170;
/** OpenClaw under gVisor on a busy machine. */
const START = { timeout: 240_000, interval: 250 };

const docker = new Docker({ socketPath: dockerSocket });
const folder = mkdtempSync(join(tmpdir(), 'clawberth-worker-'));
/** The worker's way to Docker, which the test can cut. */
const line = createSocketSwitch({ path: join(folder, 'docker.sock'), target: dockerSocket });
const runtime = createRuntime({
  kind: 'docker-gvisor',
  instance: INSTANCE,
  dockerSocket: join(folder, 'docker.sock'),
  airlockBotPort: AIRLOCK_PORT,
  proofImage: image,
});
let services: TestServices;
let worker: RunningWorker;

beforeAll(async () => {
  services = await createTestServices();
  worker = await startWorker(
    {
      services,
      runtime,
      readiness: createReadiness({ runtime, image, log: services.log }),
      connectAgent: (address, token) => createAgentClient({ baseUrl: `http://${address}:${AGENT_PORT}`, token }),
      instance: INSTANCE,
      image,
      airlockBotPort: AIRLOCK_PORT,
      owner: 'real-worker',
      log: services.log,
      starts: createStartGate(),
      silentSince: new Map(),
    },
    { redisUrl },
  );
});
afterAll(async () => {
  await worker.close();
  await line.off();
  await services.close();
  rmSync(folder, { recursive: true });
});

/** Everything on the machine that carries the bot's label. */
async function leftOf(botId: string): Promise<string[]> {
  const filters = { label: [`clawberth.bot=${botId}`] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return [
    ...containers.map((one) => one.Id),
    ...networks.map((one) => one.Id),
    ...volumes.Volumes.map((one) => one.Name),
  ];
}

describe('the real OpenClaw in a real gVisor sandbox', () => {
  it(
    'is deployed once Docker is back, takes a changed config without a restart, rests, wakes and is deleted without a trace',
    { timeout: 900_000 },
    async () => {
      const { owner } = await makeOrganisation(services);
      const { botId } = await makeBot(owner);
      const view = () => bot.get(owner, { botId });
      await worker.wake(botId);
      expect((await view()).failure).toMatchObject({ code: 'runtime_unavailable', retryAt: expect.any(Date) as Date });

      await line.on();
      await expect.poll(async () => summaryOnceTried(await view()), START).toBe('running 1');
      const first = await view();
      expect(first.stages.map((one) => one.status)).toEqual(first.stages.map(() => 'done'));
      expect(first.sandboxProof).toMatchObject({ runtime: 'runsc', gvisor: true });
      expect(first.memoryBytes).toBeGreaterThan(50_000_000);

      await line.off();
      await worker.wake(botId);
      expect(summary(await view())).toBe('running 1');
      await line.on();

      const { version, ...form } = await bot.getConfig(owner, { botId });
      await bot.configure(owner, { ...form, botId, expectedVersion: version, about: 'We open at 9.' });
      await worker.wake(botId);
      expect(await view()).toMatchObject({ configVersion: 2, configApplied: true, startedAt: first.startedAt });

      await bot.stop(owner, { botId });
      await worker.wake(botId);
      await expect.poll(async () => summary(await view()), START).toBe('stopped 1');
      expect((await docker.listContainers({ filters: { label: [`clawberth.bot=${botId}`] } })).length).toBe(0);

      await bot.start(owner, { botId });
      await worker.wake(botId);
      await expect.poll(async () => summary(await view()), START).toBe('running 2');

      expect((await leftOf(botId)).length).toBe(3);
      await bot.remove(owner, { botId, confirmName: 'Counter Clerk' });
      await worker.wake(botId);
      await expect.poll(() => leftOf(botId), START).toEqual([]);
      expect((await services.behind.bot.findUniqueOrThrow({ where: { id: botId } })).observedState).toBe('deleted');
    },
  );
});

/** As below, but Docker's absence is a thing of the past that may still be told. */
function summaryOnceTried(view: Awaited<ReturnType<typeof bot.get>>): string {
  return summary(view.failure?.code === 'runtime_unavailable' ? { ...view, failure: null } : view);
}

/** A failure ends the waiting at once, as it never becomes what was expected. */
function summary(view: Awaited<ReturnType<typeof bot.get>>): string {
  if (view.failure !== null) return `failed: ${view.failure.code} ${view.failure.logTail.join('\n')}`;
  return `${view.observedState} ${view.generation}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Set ${name}: this test needs the real parts.`);
  return value;
}
