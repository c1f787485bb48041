import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY_PREFIX } from './catalog.ts';
import { createConsumer } from './consumer.ts';
import type { Consumer } from './consumer.ts';
import { createDoorbell } from './doorbell.ts';

const redisUrl = ownDatabase();
const admin = new Redis(redisUrl);
let consumer: Consumer | undefined;
const doorbell = createDoorbell({ redisUrl });

beforeEach(async () => {
  await admin.flushdb();
});
afterEach(async () => {
  await consumer?.close();
  consumer = undefined;
});

/** A numbered database of the test Redis that no other test file uses, as this one flushes it. */
function ownDatabase(): string {
  const given = process.env['TEST_REDIS_URL'];
  if (given === undefined) throw new Error('Set TEST_REDIS_URL to a Redis that may be flushed.');
  return new URL('/9', given).href;
}

/** A consumer that notes the bots it was woken for; each job waits for its gate. */
function listen(gate: (botId: string, nth: number) => Promise<void> = () => Promise.resolve()) {
  const seen: string[] = [];
  consumer = createConsumer({
    redisUrl,
    handlers: {
      'reconcile-bot': {
        concurrency: 4,
        async handle({ botId }) {
          seen.push(botId);
          await gate(botId, seen.length);
        },
      },
    },
  });
  return seen;
}

describe('the doorbell', () => {
  it('wakes the worker for the bot', async () => {
    const seen = listen();
    const botId = randomUUID();
    await doorbell.ring(botId);
    await expect.poll(() => seen).toEqual([botId]);
  });

  it('makes one waiting job of many rings', async () => {
    const botId = randomUUID();
    await Promise.all(Array.from({ length: 20 }, () => doorbell.ring(botId)));
    const queue = new Queue('reconcile-bot', { connection: admin, prefix: KEY_PREFIX });
    expect(await queue.getWaitingCount()).toBe(1);
  });

  it('does not lose a ring that comes while the job runs, and does not run one bot twice at once', async () => {
    const botId = randomUUID();
    let open: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      open = resolve;
    });
    const seen = listen((_, nth) => (nth === 1 ? first : Promise.resolve()));
    await doorbell.ring(botId);
    await expect.poll(() => seen.length).toBe(1);
    await doorbell.ring(botId);
    await doorbell.ring(botId);
    expect(seen.length).toBe(1);
    open();
    await expect.poll(() => seen.length).toBe(2);
  });

  it('rings again after Redis was flushed under a running job', async () => {
    const botId = randomUUID();
    const seen = listen(async (_, nth) => {
      if (nth === 1) await admin.flushdb();
    });
    await doorbell.ring(botId);
    await expect.poll(() => seen.length).toBe(1);
    await expect
      .poll(
        async () => {
          await doorbell.ring(botId);
          return seen.length;
        },
        { timeout: 5_000 },
      )
      .toBeGreaterThan(1);
  });

  it('gives up without throwing when nobody answers, and says so', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const warnings: string[] = [];
    const lost = createDoorbell({
      redisUrl: `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      log: { warn: (_, message) => warnings.push(message) },
    });
    await expect(lost.ring(randomUUID())).resolves.toBeUndefined();
    expect(warnings).toEqual(['doorbell did not ring; the sweep will find this bot']);
    await lost.close();
    silent.close();
  });
});
