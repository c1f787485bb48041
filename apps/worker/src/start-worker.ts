import { createConsumer } from '@clawberth/jobs/consumer';
import type { Health } from './health.ts';
import { createObserver } from './observer.ts';
import { reconcileBot, type Outcome } from './reconcile-bot.ts';
import { createScheduler } from './scheduler.ts';
import { sweep } from './sweep.ts';
import { CONCURRENCY, SHUTDOWN_MS, SWEEP_MS } from './tunables.ts';
import type { WorkerParts } from './worker-parts.ts';

export type RunningWorker = {
  /** Has the bot looked at; resolves when it was. */
  wake(botId: string): Promise<void>;
  /** Looks for drift and orphans now; the ids of the bots that it woke. */
  sweepNow(): Promise<Set<string>>;
  health(): Promise<Health>;
  /** Takes no more work, ends what runs between two steps and gives the leases back, within 20 s. */
  close(): Promise<void>;
};

/** At boot, bots deleted in this time are looked after once more, in ms: a week, and later the last ten minutes. */
const DELETED_AT_BOOT_MS = 7 * 86_400_000;
const DELETED_LATELY_MS = 600_000;

/** Starts everything a worker does: the doorbell's consumer, the sweep, the observer and the watch over the machine. */
export async function startWorker(
  parts: WorkerParts,
  { redisUrl, sweepMs = SWEEP_MS }: { redisUrl: string; sweepMs?: number },
): Promise<RunningWorker> {
  const { services, readiness, log } = parts;
  const shutdown = new AbortController();
  const scheduler = createScheduler({
    concurrency: CONCURRENCY,
    run: (botId) => reconcileBot(parts, botId, shutdown.signal),
    onOutcome: follow,
    log,
  });
  const observer = createObserver({ connectAgent: parts.connectAgent, wake: scheduler.wake });

  function follow(botId: string, outcome: Outcome): void {
    if (outcome.kind === 'busy' || shutdown.signal.aborted) return;
    const target = outcome.kind === 'gone' ? null : outcome.watch;
    if (target === null) observer.drop(botId);
    else observer.watch(botId, target);
  }

  const sweepSince = (ms: number): Promise<Set<string>> =>
    sweep({ parts, followed: observer.has, wake: scheduler.wake, deletedSince: new Date(Date.now() - ms) });
  const trySweep = async (ms: number): Promise<void> => {
    try {
      const woken = await sweepSince(ms);
      if (woken.size > 0) log.info({ bots: woken.size }, 'the sweep found bots to look at');
    } catch (error) {
      log.error({ err: error }, 'the sweep failed; the next one tries again');
    }
  };

  await readiness.check();
  readiness.start(() => void trySweep(DELETED_LATELY_MS));
  await trySweep(DELETED_AT_BOOT_MS);
  const timer = setInterval(() => void trySweep(DELETED_LATELY_MS), sweepMs);
  const consumer = createConsumer({
    redisUrl,
    handlers: { 'reconcile-bot': { concurrency: CONCURRENCY, handle: ({ botId }) => scheduler.wake(botId) } },
    log,
  });

  return {
    wake: scheduler.wake,
    sweepNow: () => sweepSince(DELETED_LATELY_MS),
    async health() {
      const postgres = await services.database.ping().then(
        () => true,
        () => false,
      );
      const notReady = readiness.notReady();
      return {
        ok: postgres,
        detail: {
          postgres,
          redis: consumer.connected(),
          runtime: notReady === null ? { ready: true } : { ready: false, ...notReady },
          followedBots: observer.count(),
        },
      };
    },
    async close() {
      clearInterval(timer);
      readiness.stop();
      shutdown.abort(new Error('the worker is shutting down'));
      observer.close();
      const ended = Promise.all([scheduler.close(), consumer.close()]);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS).unref())]);
    },
  };
}
