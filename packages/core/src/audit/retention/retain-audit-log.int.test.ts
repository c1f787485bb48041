import { randomUUID } from 'node:crypto';
import { verifyExport } from '@clawberth/audit-chain';
import { connectTo, type Connection } from '@clawberth/db/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemContext } from '../../system-context.ts';
import { createTestServices, type TestServices } from '../../testing/index.ts';
import { signCheckpoint } from '../checkpoint/sign-checkpoint.ts';
import { openExport } from '../export/open-export.ts';
import { retainAuditLog } from './retain-audit-log.ts';

let services: TestServices;
let owner: Connection;
beforeEach(async () => {
  services = await createTestServices();
  owner = await connectTo(services.ownerUrl);
  await owner.query(`select ensure_audit_partitions('2025-02-10')`); // January to May
});
afterEach(async () => {
  vi.useRealTimers();
  await owner.close();
  await services.close();
});

/** Events of a log that is there since then, chained by the database as ever; only the clock is another. */
async function happened(organisationId: string, days: readonly string[]): Promise<void> {
  await owner.query(`alter table "AuditEvent" disable trigger "AuditEvent_a_now"`);
  await owner.query(`select set_config('app.organisation', $1, false), set_config('app.actor', 'system', false)`, [
    organisationId,
  ]);
  for (const day of days) {
    await owner.query(
      `insert into "AuditEvent" ("organisationId", "occurredAt", "event", "result", "tool", "actorType", "actorName", "targetType", "requestId")
       values ($1, $2, 'logs.read', 'done', 'command', 'system', 'Clawberth', 'bot', gen_random_uuid())`,
      [organisationId, day],
    );
  }
  await owner.query(`alter table "AuditEvent" enable trigger "AuditEvent_a_now"`);
}

async function signAt(day: string, organisationId: string): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(day) });
  await signCheckpoint(services, organisationId);
  vi.useRealTimers();
}

const retain = (days = 400) =>
  retainAuditLog({ ownerUrl: services.ownerUrl, checkpointDir: services.checkpointDir, days });
const today = () => new Date().toISOString();

test('drops old months, and what stays is still proved and signed', async () => {
  const id = randomUUID();
  await happened(id, ['2025-01-10', '2025-01-20', '2025-02-10']);
  await signAt('2025-03-01', id);
  await happened(id, [today()]);
  await signCheckpoint(services, id);
  expect(await retain()).toEqual({
    dropped: ['events_2025_01', 'events_2025_02', 'events_2025_03', 'events_2025_04', 'events_2025_05'],
    kept: null,
  });
  expect(await services.behind.auditEvent.count({ where: { organisationId: id } })).toBe(1);
  const ctx = systemContext(services, id, randomUUID());
  const { pieces } = await openExport(ctx, 'system', { format: 'ndjson', filter: {} });
  const report = await verifyExport(pieces, services.audit.publicKeys);
  expect(report).toMatchObject({ outcome: 'proved', from: 4, to: 5 });
  expect(await signCheckpoint(services, id, { whole: true })).toMatchObject({ sequence: 5 });
  expect(await retain()).toEqual({ dropped: [], kept: null });
});

test('a log of which all is dropped goes on from its last checkpoint', async () => {
  const id = randomUUID();
  await happened(id, ['2025-01-10', '2025-01-20']);
  await signAt('2025-03-01', id);
  await retain();
  expect(await signCheckpoint(services, id, { whole: true })).toMatchObject({ sequence: 2 });
  await happened(id, [today()]);
  expect(await signCheckpoint(services, id, { whole: true })).toMatchObject({ sequence: 3 });
});

test('keeps a month, and all after it, whose last event has no old checkpoint, or another one', async () => {
  const [signed, never] = [randomUUID(), randomUUID()];
  await happened(signed, ['2025-01-10', '2025-02-10']);
  await signAt('2025-03-01', signed);
  await happened(never, ['2025-02-11']);
  expect(await retain()).toEqual({
    dropped: ['events_2025_01'],
    kept: { part: 'events_2025_02', organisationId: never, reason: 'no checkpoint of event 1' },
  });
  await signCheckpoint(services, never);
  expect((await retain()).kept?.reason).toBe('its checkpoint is younger than 90 days');
  await owner.query(`alter table audit_log.events_2025_02 disable trigger user`);
  await owner.query(`update audit_log.events_2025_02 set "hash" = sha256('x') where "organisationId" = $1`, [signed]);
  await owner.query(`delete from audit_log.events_2025_02 where "organisationId" = $1`, [never]);
  expect((await retain()).kept).toMatchObject({
    organisationId: signed,
    reason: 'the log does not agree with its checkpoint',
  });
});

test('never drops what is younger than 90 days, and only the owner of the tables drops', async () => {
  for (const days of [89, 0, -1, 90.5, Number.NaN])
    await expect(retain(days)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(owner.query('select drop_audit_partitions(89)')).rejects.toThrow('90 days at least');
  const app = await connectTo(services.appUrl);
  await expect(app.query('select drop_audit_partitions(400)')).rejects.toThrow('permission denied');
  await expect(app.query('drop table audit_log.events_2025_01')).rejects.toThrow('permission denied');
  await app.close();
});
