import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalRecord, hashRecord } from '@clawberth/audit-chain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDatabase } from '../database-url.ts';
import { insertOf, mustCommit, scopeOf } from '../testing/bare-sql.ts';
import { brokenLinks, chainedEvents } from '../testing/chained-events.ts';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from '../testing/index.ts';
import { eventOf } from '../testing/make-place.ts';
import { deployMigrations } from './deploy-migrations.ts';
import { migrateDatabase } from './index.ts';
import { prismaDir } from './read-migrations.ts';

// A database as the first release left it, with a log that was no chain yet, becomes one whose log is.

const FIRST = '20261120000000_init';
const js = { canonical: canonicalRecord, hash: hashRecord };

let test: TestDatabase;
let server: Connection;
let name: string;
let before: { ownerUrl: string; appUrl: string };
let owner: Connection;
let dir: string;
beforeAll(async () => {
  test = await createTestDatabase();
  server = await connectTo(test.ownerUrl);
  name = `clawberth_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await server.query(`create database "${name}"`);
  before = { ownerUrl: withDatabase(test.ownerUrl, name), appUrl: withDatabase(test.appUrl, name) };
  dir = await mkdtemp(join(tmpdir(), 'clawberth-prisma-'));
  await cp(join(prismaDir, 'schema.prisma'), join(dir, 'schema.prisma'));
  for (const part of ['migration_lock.toml', FIRST])
    await cp(join(prismaDir, 'migrations', part), join(dir, 'migrations', part), { recursive: true });
  await deployMigrations({ ownerUrl: before.ownerUrl, dir });
  owner = await connectTo(before.ownerUrl);
});
afterAll(async () => {
  await owner.close();
  await server.query(`drop database "${name}" with (force)`);
  await server.close();
  await test.drop();
  await rm(dir, { recursive: true });
});

const organisations = [randomUUID(), randomUUID()];
const now = Date.now();
/** Days ago; two at the same moment, whose order is that of their ids; in no order, as rows come. */
const AGES = [3, 400, 0, 31, 31, 90, 0.5, 200, 1];

function oldEvent(organisationId: string, age: number, number: number) {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    organisationId,
    occurredAt: new Date(now - age * 86_400_000),
    action: ['bot.deployed', 'bot.observed', 'member.invited'][number % 3],
    result: ['requested', 'done', 'failed', 'refused'][number % 4],
    actorType: number % 2 === 0 ? 'user' : 'system',
    actorId: number % 2 === 0 ? randomUUID() : null,
    actorName: `Mira "the ${number}th" \\ Smith`,
    actorRole: number % 2 === 0 ? 'owner' : null,
    targetType: 'bot',
    targetId: randomUUID(),
    targetName: 'Counter Clerk',
    botId: randomUUID(),
    correlationId: randomUUID(),
    ip: '192.0.2.1',
    userAgent: 'vitest',
    before: JSON.stringify({ name: 'Old \u2028 name', number }),
    after: null,
  };
}

it('appends the old rows to the chain, each organisation’s in their order, and goes on from there', async () => {
  const rows = organisations.flatMap((id, place) =>
    AGES.map((age, index) => oldEvent(id, age, place * AGES.length + index)),
  );
  await mustCommit(owner, [
    ...organisations.map((id) => insertOf('Organisation', { id, slug: id, name: 'Harbour' })),
    ...rows.map((row) => insertOf('AuditEvent', row)),
  ]);
  const applied = await migrateDatabase(before);
  expect(applied[0]).toMatch(/_roles_tenancy_audit$/);

  for (const organisationId of organisations) {
    const events = await chainedEvents(owner, organisationId);
    expect(brokenLinks(events, js)).toEqual([]);
    const inOrder = rows
      .filter((row) => row.organisationId === organisationId)
      .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
    expect(events.map(({ record }) => record)).toEqual(
      inOrder.map((row, index) =>
        expect.objectContaining({
          sequence: index + 1,
          timestamp: row.occurredAt.toISOString().replace('Z', '000Z'),
          event: row.action,
          result: row.result,
          tool: row.actorType === 'system' ? 'worker' : 'dashboard',
          user: row.actorId,
          user_name: row.actorName,
          request_id: row.correlationId,
          agent_id: row.botId,
          before: JSON.parse(row.before) as unknown,
          after: null,
          path: null,
        }),
      ),
    );
  }
  // None of them fell into the partition for times without a month's own.
  expect(await owner.query('select 1 from audit_log.events_elsewhen')).toEqual([]);

  const [organisationId = ''] = organisations;
  const app = await connectTo(before.appUrl);
  await mustCommit(app, [scopeOf(organisationId), eventOf(organisationId)]);
  await app.close();
  const events = await chainedEvents(owner, organisationId);
  expect(events.at(-1)?.record.sequence).toBe(AGES.length + 1);
  expect(brokenLinks(events, js)).toEqual([]);
  expect(await migrateDatabase(before)).toEqual([]);
});
