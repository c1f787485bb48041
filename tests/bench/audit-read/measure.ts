import { randomUUID } from 'node:crypto';
import { audit, type Context, type Services } from '@clawberth/core';
import { createDatabase } from '@clawberth/db';
import { connectTo, type Connection } from '@clawberth/db/testing';
import type { Case } from './cases.ts';
import { pickEvent } from './cases.ts';
import { READER } from './fill-log.ts';

const PAGE_SIZE = 50;

export type Times = { first: number[]; again: number[] };

export type Bench = {
  /** Milliseconds of `runs` calls with arguments picked by chance, each asked once and then once more. */
  measure(one: Case, organisation: number, runs: number): Promise<Times>;
  close(): Promise<void>;
};

/** The real verb on the app's role, with permission check, row-level security and its own note in the log. */
export async function openBench(urls: { appUrl: string; keeperUrl: string }): Promise<Bench> {
  const database = createDatabase({ url: urls.appUrl, maxConnections: 10 });
  const keeper = await connectTo(urls.keeperUrl);
  const [span] = await keeper.query<{ first: Date; last: Date }>(
    'select min("occurredAt") as first, max("occurredAt") as last from "AuditEvent"',
  );
  if (span === undefined) throw new Error('The log is empty.');
  // The verb asks nothing of the other services.
  const services = { database } as Services;
  return {
    measure: async (one, organisation, runs) => {
      const organisationId = await idOf(keeper, organisation);
      const times: Times = { first: [], again: [] };
      for (let run = 0; run < runs; run += 1) {
        const event = await pickEvent(keeper, organisationId, span);
        const ctx = contextFor(services, organisationId);
        const filter = one.filter(event);
        const before = one.deep ? await placeOf(ctx, event.occurredAt) : undefined;
        const ask = () => audit.list(ctx, { ...filter, limit: PAGE_SIZE, ...(before === undefined ? {} : { before }) });
        times.first.push(await time(ask));
        times.again.push(await time(ask));
      }
      return times;
    },
    close: async () => {
      await database.close();
      await keeper.close();
    },
  };
}

function contextFor(services: Services, organisationId: string): Context {
  return {
    services,
    organisationId,
    actor: { type: 'user', userId: READER, name: 'Reader', role: 'viewer' },
    correlationId: randomUUID(),
    tool: 'dashboard',
    path: '/bench',
    ip: '192.0.2.1',
    userAgent: 'bench:audit-read',
    session: null,
  };
}

async function idOf(keeper: Connection, organisation: number): Promise<string> {
  const [found] = await keeper.query<{ id: string }>(`select md5('organisation' || $1::int)::uuid as id`, [
    organisation,
  ]);
  if (found === undefined) throw new Error('There is no such organisation.');
  return found.id;
}

/** The cursor of a page that ends at the time. */
async function placeOf(ctx: Context, at: Date): Promise<string | undefined> {
  const { nextCursor } = await audit.list(ctx, { to: at.toISOString(), limit: 1 });
  return nextCursor ?? undefined;
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
