// One process of the load: answers requests at a steady pace with services of its own, as a dashboard or an airlock would.
// Started by prove.ts, which says over IPC what to do.
import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@clawberth/core';
import { openOne, replaceOne, startProcess, type SealedValue } from '@clawberth/core/testing';
import { pbkdf2Calls } from '@clawberth/vault';
import type { LoadOrder, LoadReport } from './messages.ts';

type Known = SealedValue & { next: string | null; written: boolean };

const WRITES_IN_TEN = 2;
const WARM = 200;
const MOST_AT_ONCE = 30;
const report: LoadReport = { times: {}, failed: [], wrong: [], lost: [], writes: 0, derivations: { start: 0, end: 0 } };
const under = new Set<Promise<void>>();
let values: Known[] = [];
let writable: Known[] = [];
let phase = 'warm';
const ended = new AbortController();

process.on('message', (order: LoadOrder) => {
  if (order.do === 'phase') phase = order.name;
  else if (order.do === 'end') ended.abort();
  else
    void work(order).catch((error: unknown) => {
      throw error;
    });
});

// Nobody is left to tell.
process.on('disconnect', () => process.exit());

async function work(order: Extract<LoadOrder, { do: 'start' }>): Promise<void> {
  values = order.values.map((value) => ({ ...value, next: null, written: false }));
  writable = values.filter(({ table }) => table === 'BotSecret' || table === 'BotVariable');
  const services = await startProcess(
    { ...order, log: createLogger({ process: 'load', level: 'fatal' }) },
    { process: order.as },
  );
  // Connections and code are warm before anything counts.
  for (let at = 0; at < WARM; at += 10)
    await Promise.all(values.slice(at, at + 10).map((value) => openOne(services, value)));
  report.derivations.start = pbkdf2Calls();
  process.send?.({ is: 'ready' });
  const every = 1_000 / order.rate;
  for (let due = performance.now(); !ended.signal.aborted; due += every) {
    if (due > performance.now()) await sleep(due - performance.now());
    // As a server does: what comes while it is full waits outside, and its time runs.
    while (under.size >= MOST_AT_ONCE) await Promise.race(under);
    const since = due;
    // Timed from when it was due: a process that falls behind does not look better for it.
    const request = one(services).then(() => {
      (report.times[phase] ??= []).push(performance.now() - since);
      under.delete(request);
    });
    under.add(request);
  }
  await Promise.all(under);
  for (const value of values) {
    if (!value.written) continue;
    report.writes += 1;
    if ((await openOne(services, value)) !== value.plain) report.lost.push(`${value.table} ${value.id}`);
  }
  report.derivations.end = pbkdf2Calls();
  await services.close();
  process.send?.({ is: 'done', report }, undefined, undefined, () => process.disconnect());
}

type Services = Awaited<ReturnType<typeof startProcess>>;

async function one(services: Services): Promise<void> {
  const write = randomInt(10) < WRITES_IN_TEN;
  const value = pick(write ? writable : values);
  if (value === undefined) return;
  try {
    if (write && value.next === null) await replace(services, value);
    else await compare(services, value);
  } catch (error) {
    report.failed.push(`${phase}: ${value.table} ${value.id}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

const pick = (from: readonly Known[]): Known | undefined => from[randomInt(from.length)];

async function compare(services: Services, value: Known): Promise<void> {
  const before = [value.plain, value.next];
  const found = await openOne(services, value);
  // What was being written meanwhile may have been there already, or not yet.
  if (found === null || ![...before, value.plain, value.next].includes(found))
    report.wrong.push(`${phase}: ${value.table} ${value.id}`);
}

async function replace(services: Services, value: Known): Promise<void> {
  value.next = randomBytes(32).toString('base64');
  await replaceOne(services, value, value.next);
  value.plain = value.next;
  value.written = true;
  value.next = null;
}
