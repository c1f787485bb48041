import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { ZodType } from 'zod';
import { JOBS, KEY_PREFIX } from './catalog.ts';
import type { JobName, JobPayload } from './catalog.ts';
import { KEEP_FAILED, LOCK_MS, RECONNECT_MAX_MS, STALLED_CHECK_MS } from './tunables.ts';

export type Handlers = {
  [N in JobName]: { concurrency: number; handle: (payload: JobPayload<N>) => Promise<void> };
};

export type ConsumerLog = { warn(fields: object, message: string): void };

export type Consumer = {
  /** Whether Redis answers at the moment. */
  connected(): boolean;
  /** Takes no more jobs and resolves when those in hand have ended. */
  close(): Promise<void>;
};

/**
 * Starts a worker a job of the catalogue. Waits for Redis for as long as it takes, and goes on
 * after a flush. A payload that does not fit its schema fails for good.
 */
export function createConsumer({
  redisUrl,
  handlers,
  log,
}: {
  redisUrl: string;
  handlers: Handlers;
  log?: ConsumerLog;
}): Consumer {
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, RECONNECT_MAX_MS),
  });
  connection.on('error', (error) => log?.warn({ error: error.message }, 'Redis is not reachable'));
  const workers = [
    startWorker({
      name: 'reconcile-bot',
      concurrency: handlers['reconcile-bot'].concurrency,
      run: parsed(JOBS['reconcile-bot'].payload, handlers['reconcile-bot'].handle),
      connection,
      log,
    }),
  ];
  return {
    connected: () => connection.status === 'ready',
    async close() {
      if (connection.status === 'ready') await Promise.all(workers.map((worker) => worker.close()));
      else await Promise.all(workers.map((worker) => worker.close(true).catch(() => undefined)));
      connection.disconnect();
    },
  };
}

type StartWorkerOptions = {
  name: JobName;
  concurrency: number;
  run: (data: unknown) => Promise<void>;
  connection: Redis;
  log: ConsumerLog | undefined;
};

function startWorker({ name, concurrency, run, connection, log }: StartWorkerOptions): Worker {
  const worker = new Worker(name, (job) => run(job.data), {
    connection,
    prefix: KEY_PREFIX,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    removeOnComplete: { count: 0 },
    removeOnFail: KEEP_FAILED,
  });
  worker.on('error', (error) => log?.warn({ job: name, error: error.message }, 'the queue reported an error'));
  worker.on('failed', (job, error) => log?.warn({ job: name, data: job?.data, error: error.message }, 'a job failed'));
  return worker;
}

function parsed<T>(schema: ZodType<T>, handle: (payload: T) => Promise<void>): (data: unknown) => Promise<void> {
  return async (data) => {
    const payload = schema.safeParse(data);
    if (!payload.success) throw new UnrecoverableError('the job carried something else than its ids');
    await handle(payload.data);
  };
}
