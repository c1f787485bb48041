import { readdir } from 'node:fs/promises';
import { audit, bot } from '@clawberth/core';
import { createTestServices, makeBot, makeOrganisation, type TestServices } from '@clawberth/core/testing';
import { connectTo, type Connection } from '@clawberth/db/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startAuditRounds, type AuditRounds } from './audit-rounds.ts';

const SOON = { timeout: 10_000, interval: 50 };
const OFTEN = { refusalsMs: 50, checkpointsMs: 50, partitionsMs: 50 };

let services: TestServices;
let owner: Connection;
let rounds: AuditRounds | undefined;
beforeAll(async () => {
  services = await createTestServices();
  owner = await connectTo(services.ownerUrl);
});
afterEach(async () => {
  await rounds?.close();
  rounds = undefined;
});
afterAll(async () => {
  await owner.close();
  await services.close();
});
const start = () => (rounds = startAuditRounds({ services, log: services.log, paces: OFTEN }));

test('signs a first checkpoint of every log, and says when it last looked', async () => {
  const { organisationId } = await makeOrganisation(services);
  const running = start();
  await expect.poll(() => readdir(services.checkpointDir), SOON).toContain(`${organisationId}.checkpoints`);
  await expect.poll(() => running.state(), SOON).toMatchObject({ checkpointsAt: expect.any(String), disagreeing: [] });
});

test('tells of a log that was tampered with, and goes on with the others', async () => {
  const [bad, good] = [await makeOrganisation(services), await makeOrganisation(services)];
  await audit.signCheckpoint(services, bad.organisationId);
  await owner.query('alter table "AuditChain" no force row level security');
  await owner.query(`delete from "AuditChain" where "organisationId" = $1`, [bad.organisationId]);
  await owner.query('alter table "AuditChain" force row level security');
  const running = start();
  await expect.poll(() => running.state().disagreeing, SOON).toEqual([bad.organisationId]);
  expect(await readdir(services.checkpointDir)).toContain(`${good.organisationId}.checkpoints`);
  expect(services.logLines.join()).toContain('does not agree with its checkpoint');
});

test('tells how many refusals followed the first, once the minute is over, and once', async () => {
  const { viewer, organisationId } = await makeOrganisation(services);
  const { botId } = await makeBot((await makeOrganisation(services)).owner);
  for (let i = 0; i < 4; i += 1)
    await expect(bot.remove(viewer, { botId, confirmName: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  const told = () =>
    services.behind.auditEvent.findMany({
      where: { organisationId, event: 'access.refused' },
      orderBy: { sequence: 'asc' },
    });
  const running = start();
  await expect.poll(() => running.state().checkpointsAt, SOON).not.toBeNull();
  expect((await told()).length).toBeLessThanOrEqual(2);
  // As if these had happened two minutes ago.
  await owner.query('alter table "RefusalTally" no force row level security');
  await owner.query(
    `update "RefusalTally" set "minute" = "minute" - interval '2 minutes' where "organisationId" = $1`,
    [organisationId],
  );
  await owner.query('alter table "RefusalTally" force row level security');
  await expect.poll(async () => (await told()).length, SOON).toBeGreaterThan(1);
  await running.close();
  expect(await audit.closeRefusals(services)).toBe(0);
  const events = await told();
  const more = events.reduce((sum, { after }) => sum + Number((after as { more?: number } | null)?.more ?? 0), 0);
  expect(events.filter(({ after }) => after === null).length + more).toBe(4);
  const userId = viewer.actor.type === 'user' ? viewer.actor.userId : null;
  expect(events.at(-1)).toMatchObject({
    actorId: userId,
    result: 'refused',
    level: 'warn',
    targetType: 'permission',
    ip: '192.0.2.1',
  });
});

test('makes the months to come', async () => {
  const month = new Date(new Date().setUTCMonth(new Date().getUTCMonth() + 2, 1))
    .toISOString()
    .slice(0, 7)
    .replace('-', '_');
  await owner.query(`drop table audit_log."events_${month}"`);
  start();
  await expect
    .poll(async () => (await owner.query(`select to_regclass('audit_log."events_${month}"')::text as name`))[0], SOON)
    .toEqual({ name: `audit_log.events_${month}` });
});

test('a round that fails is told, and the next one tries again', async () => {
  let down = true;
  const shaky = {
    ...services,
    database: new Proxy(services.database, {
      get: (database, key, receiver) => {
        if (down && key === 'lookup') throw new Error('the database is gone for a moment');
        return Reflect.get(database, key, receiver) as unknown;
      },
    }),
  };
  rounds = startAuditRounds({ services: shaky, log: services.log, paces: OFTEN });
  await expect.poll(() => services.logLines.join(), SOON).toContain('signing checkpoints of the audit log failed');
  expect(rounds.state().checkpointsAt).toBeNull();
  down = false;
  const { organisationId } = await makeOrganisation(services);
  await expect.poll(() => readdir(services.checkpointDir), SOON).toContain(`${organisationId}.checkpoints`);
});
