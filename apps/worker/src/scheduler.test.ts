import { describe, expect, it } from 'vitest';
import { createLogger } from '@clawberth/core';
import type { Outcome } from './reconcile-bot.ts';
import { createScheduler } from './scheduler.ts';

const log = createLogger({ process: 'test', level: 'silent' });
const SETTLED: Outcome = { kind: 'settled', watch: null };

/** A scheduler whose passes begin when they are called and end when the test says. */
function setUp(options: { concurrency?: number } = {}) {
  const began: string[] = [];
  const ends: ((outcome: Outcome | Error) => void)[] = [];
  const scheduler = createScheduler({
    concurrency: options.concurrency ?? 2,
    run: (botId) =>
      new Promise((resolve, reject) => {
        began.push(botId);
        ends.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
      }),
    onOutcome: () => undefined,
    log,
    busyRetryMs: 1,
    errorRetryMs: 1,
  });
  return { scheduler, began, ends };
}

describe('the scheduler', () => {
  it('runs one pass at a time a bot, and one more for all who came meanwhile', async () => {
    const { scheduler, began, ends } = setUp();
    const first = scheduler.wake('a');
    const late = [scheduler.wake('a'), scheduler.wake('a'), scheduler.wake('a')];
    expect(began).toEqual(['a']);
    ends[0]?.(SETTLED);
    await first;
    expect(began).toEqual(['a', 'a']);
    ends[1]?.(SETTLED);
    await Promise.all(late);
    expect(began).toEqual(['a', 'a']);
  });

  it('keeps to its concurrency and forgets nobody', async () => {
    const { scheduler, began, ends } = setUp({ concurrency: 2 });
    const all = ['a', 'b', 'c'].map((botId) => scheduler.wake(botId));
    expect(began).toEqual(['a', 'b']);
    ends[1]?.(SETTLED);
    await all[1];
    expect(began).toEqual(['a', 'b', 'c']);
    ends[0]?.(SETTLED);
    ends[2]?.(SETTLED);
    await Promise.all(all);
  });

  it.each([
    ['waits for something', { kind: 'waiting', until: new Date(0), watch: null } satisfies Outcome],
    ['is with another worker', { kind: 'busy' } satisfies Outcome],
    ['made a pass throw', new Error('Postgres is away')],
  ])('comes back by itself to a bot that %s', async (_, outcome) => {
    const { scheduler, began, ends } = setUp();
    const woken = scheduler.wake('a');
    ends[0]?.(outcome);
    await woken;
    await expect.poll(() => began).toEqual(['a', 'a']);
    ends[1]?.(SETTLED);
    await scheduler.close();
  });

  it('ends what runs when it closes, and lets nobody wait for what will not come', async () => {
    const { scheduler, began, ends } = setUp({ concurrency: 1 });
    const running = scheduler.wake('a');
    const queued = [scheduler.wake('a'), scheduler.wake('b')];
    const closed = scheduler.close();
    ends[0]?.(SETTLED);
    await Promise.all([closed, running, ...queued, scheduler.wake('c')]);
    expect(began).toEqual(['a']);
  });
});
