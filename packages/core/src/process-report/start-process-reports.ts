import { hostname } from 'node:os';
import type { Database } from '@clawberth/db';
import { pbkdf2Calls, type MasterKeys, type Vault } from '@clawberth/vault';
import type { Logger } from 'pino';

type Options = {
  database: Database;
  masterKeys: MasterKeys;
  vault: Vault;
  processId: string;
  log: Logger;
  /** Which of our processes this is: dashboard, worker, airlock, command. */
  name: string;
};

/** How often a process says that it lives; the least time between two answers to news; how soon it tries again, ms. */
const everyMs = 10_000;
const leastGapMs = 100;
const tryAgainMs = 1_000;
/** Opened data keys are forgotten after this long anyway, should news of them be lost without a sound. */
const clearAfterMs = 5 * 60_000;

/**
 * Says in ProcessReport, every 10 s, which master keys this process can open and since when it holds no data key that
 * was opened before: what a rotation waits for. On `vault_changed` it first opens new master keys and forgets data
 * keys, then says so at once. Resolves after the first report; rejects when Postgres does not answer.
 */
export async function startProcessReports(options: Options): Promise<{ close(): Promise<void> }> {
  const { database, masterKeys, vault, processId, log, name } = options;
  const ended = new AbortController();
  const { signal } = ended;
  let startedAt: Date | undefined;
  let clearedAt = new Date(0);
  let clearedTick = 0;
  let endedTick = 0;
  /** News came that was not taken in yet. */
  let stale = true;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let unopened = '';

  const forgetDataKeys = async (): Promise<void> => {
    stale = false;
    try {
      // Postgres' clock, read before: whatever was committed by then is seen by every look from now on.
      const [row] = await database.lookup.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
      vault.clearCache();
      clearedTick = performance.now();
      clearedAt = row?.now ?? clearedAt;
      startedAt ??= clearedAt;
    } catch (error) {
      stale = true;
      throw error;
    }
  };

  const report = async (): Promise<void> => {
    const loaded = await masterKeys.refresh();
    tellUnopened();
    if (stale || performance.now() - clearedTick > clearAfterMs) await forgetDataKeys();
    await database.lookup.$queryRaw`select report_process(${processId}::uuid, ${name.slice(0, 16)},
      ${hostname().slice(0, 64)}, ${loaded}::int[], ${clearedAt}::timestamptz, ${pbkdf2Calls()}::int,
      ${startedAt ?? clearedAt}::timestamptz)::text`;
  };

  const tellUnopened = (): void => {
    const reasons = masterKeys.unopened().map(({ reason }) => reason.message);
    if (reasons.length > 0 && unopened !== reasons.join('\n')) log.warn({ reasons }, 'a master key does not open');
    unopened = reasons.join('\n');
  };

  /** One at a time; what came meanwhile is taken in by the next. */
  const round = (): void => {
    clearTimeout(timer);
    if (signal.aborted || running !== undefined) return;
    const next = (afterMs: number): void => {
      running = undefined;
      endedTick = performance.now();
      if (!signal.aborted) timer = setTimeout(round, afterMs).unref();
    };
    running = report().then(
      () => next(stale ? leastGapMs : everyMs),
      (error: unknown) => {
        log.warn({ err: error }, 'this process could not report; it tries again');
        next(tryAgainMs);
      },
    );
  };
  const hear = (): void => {
    stale = true;
    if (signal.aborted || running !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(round, Math.max(0, endedTick + leastGapMs - performance.now())).unref();
  };

  await database.listen('vault_changed', hear, signal, hear);
  try {
    await report();
  } catch (error) {
    ended.abort();
    throw error;
  }
  timer = setTimeout(round, everyMs).unref();

  return {
    close: async () => {
      ended.abort();
      clearTimeout(timer);
      await running;
      await database.lookup.$queryRaw`select forget_process(${processId}::uuid)::text`.catch((error: unknown) => {
        // Nobody waits for a process that was silent for 30 s.
        log.warn({ err: error }, 'this process could not take back its report');
      });
    },
  };
}
