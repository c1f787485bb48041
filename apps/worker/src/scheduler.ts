import type { Logger } from '@clawberth/core';
import type { Outcome } from './reconcile-bot.ts';

export type Scheduler = {
  /** Has the bot looked at by a pass that begins after now. Resolves when that pass has ended; never rejects. */
  wake(botId: string): Promise<void>;
  /** Begins no more passes; resolves when those that run have ended. */
  close(): Promise<void>;
};

type Options = {
  concurrency: number;
  run: (botId: string) => Promise<Outcome>;
  /** Told of every pass that ended without an error, before its `wake` resolves. */
  onOutcome: (botId: string, outcome: Outcome) => void;
  log: Logger;
  /** When to come back to a bot that another worker has, or whose pass threw, in ms. */
  busyRetryMs?: number;
  errorRetryMs?: number;
};

type Entry = { running: boolean; waiters: (() => void)[]; timer: NodeJS.Timeout | undefined };

/** Runs passes: one at a time a bot, at most `concurrency` at once; what is woken while its pass runs gets another. */
export function createScheduler({
  concurrency,
  run,
  onOutcome,
  log,
  busyRetryMs = 1_000,
  errorRetryMs = 5_000,
}: Options): Scheduler {
  const entries = new Map<string, Entry>();
  const queue: string[] = [];
  const passes = new Set<Promise<void>>();
  let closed = false;

  function wake(botId: string): Promise<void> {
    if (closed) return Promise.resolve();
    const entry = entries.get(botId) ?? { running: false, waiters: [], timer: undefined };
    entries.set(botId, entry);
    clearTimeout(entry.timer);
    return new Promise((resolve) => {
      entry.waiters.push(resolve);
      if (entry.waiters.length === 1 && !entry.running) queue.push(botId);
      pump();
    });
  }

  function pump(): void {
    while (passes.size < concurrency) {
      if (closed) return;
      const botId = queue.shift();
      const entry = botId === undefined ? undefined : entries.get(botId);
      if (botId === undefined || entry === undefined) return;
      const waiters = entry.waiters.splice(0);
      entry.running = true;
      const pass: Promise<void> = onePass(botId).then((againMs) => {
        passes.delete(pass);
        entry.running = false;
        for (const done of waiters) done();
        if (entry.waiters.length > 0) queue.push(botId);
        else if (againMs === null || closed) entries.delete(botId);
        else entry.timer = setTimeout(() => void wake(botId), againMs);
        pump();
      });
      passes.add(pass);
    }
  }

  /** In how many ms to come back; null: not by itself. */
  async function onePass(botId: string): Promise<number | null> {
    try {
      const outcome = await run(botId);
      onOutcome(botId, outcome);
      if (outcome.kind === 'busy') return busyRetryMs;
      return outcome.kind === 'waiting' ? Math.max(0, outcome.until.getTime() - Date.now()) : null;
    } catch (error) {
      log.error({ botId, err: error }, 'a pass over a bot failed');
      return errorRetryMs;
    }
  }

  return {
    wake,
    async close() {
      closed = true;
      for (const entry of entries.values()) {
        clearTimeout(entry.timer);
        if (!entry.running) for (const done of entry.waiters.splice(0)) done();
      }
      await Promise.all(passes);
      for (const entry of entries.values()) for (const done of entry.waiters.splice(0)) done();
    },
  };
}
