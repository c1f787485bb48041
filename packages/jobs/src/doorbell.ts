import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { JOBS, KEY_PREFIX } from './catalog.ts';
import { CONNECT_WAIT_MS, KEEP_FAILED, RECONNECT_MAX_MS, RING_TIMEOUT_MS } from './tunables.ts';
import { untilReady, withTimeout } from './waiting.ts';

/** What the doorbell needs of a logger; pino fits. */
export type DoorbellLog = { warn(fields: object, message: string): void };

export type Doorbell = {
  /** Wakes the worker for a bot. Settles within a second and never throws: a lost ring is found by the sweep. */
  ring(botId: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * The producer side of `reconcile-bot`. Rings for one bot become one waiting job, and a ring while
 * the bot's job runs starts it once more afterwards, so that a late change is not lost.
 * Connects in the background; never starts a worker.
 */
export function createDoorbell({ redisUrl, log }: { redisUrl: string; log?: DoorbellLog }): Doorbell {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: RING_TIMEOUT_MS,
    commandTimeout: RING_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(times * 100, RECONNECT_MAX_MS),
  });
  connection.on('error', () => undefined); // said once a ring, where it matters
  let queue: Queue | null = null;

  // BullMQ reads Redis' version once when a queue is made, so the queue is made on a live connection.
  async function add(botId: string): Promise<void> {
    await untilReady(connection, CONNECT_WAIT_MS);
    if (queue === null) {
      queue = new Queue('reconcile-bot', { connection, prefix: KEY_PREFIX });
      queue.on('error', () => undefined);
    }
    await queue.add('reconcile-bot', JOBS['reconcile-bot'].payload.parse({ botId }), {
      attempts: JOBS['reconcile-bot'].attempts,
      deduplication: { id: botId, keepLastIfActive: true },
      removeOnComplete: true,
      removeOnFail: KEEP_FAILED,
    });
  }

  return {
    async ring(botId) {
      try {
        await withTimeout(add(botId), RING_TIMEOUT_MS);
      } catch (error) {
        queue = null;
        log?.warn(
          { botId, error: error instanceof Error ? error.message : 'unknown' },
          'doorbell did not ring; the sweep will find this bot',
        );
      }
    },
    async close() {
      connection.disconnect();
      await Promise.resolve();
    },
  };
}
