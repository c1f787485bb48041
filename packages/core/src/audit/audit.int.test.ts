import { afterAll, beforeAll, expect, test } from 'vitest';
import { botHistory } from '../bot/bot-history.ts';
import { restartBot } from '../bot/restart-bot.ts';
import {
  createTestServices,
  makeBot,
  makeOrganisation,
  type TestOrganisation,
  type TestServices,
} from '../testing/index.ts';
import { listAuditEvents } from './list-audit-events.ts';
import type { AuditView } from './views.ts';

let services: TestServices;
let ours: TestOrganisation;
let theirs: TestOrganisation;
beforeAll(async () => {
  services = await createTestServices();
  [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services, 'Night Cafe')]);
});
afterAll(() => services.close());

test('pages through everything once, newest first, also within one transaction and millisecond', async () => {
  const { botId } = await makeBot(ours.owner);
  for (let i = 0; i < 12; i += 1) await restartBot(ours.admin, { botId });
  const all = (await listAuditEvents(ours.viewer, { limit: 100 })).events;
  const paged: AuditView[] = [];
  let before: string | undefined;
  do {
    const { events, nextCursor } = await listAuditEvents(ours.viewer, { limit: 2, before });
    expect(events.length).toBeLessThanOrEqual(2);
    paged.push(...events);
    before = nextCursor ?? undefined;
  } while (before !== undefined);
  expect(paged).toEqual(all);
  expect(all.length).toBe(await services.behind.auditEvent.count({ where: { organisationId: ours.organisationId } }));
  const times = all.map(({ occurredAt }) => occurredAt.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('filters by who, which bot, what and how it ended', async () => {
  const { botId } = await makeBot(ours.owner);
  await restartBot(ours.admin, { botId });
  const adminId = ours.admin.actor.type === 'user' ? ours.admin.actor.userId : '';
  const list = async (filter: object) =>
    (await listAuditEvents(ours.viewer, { limit: 100, ...filter })).events.map(({ action }) => action);
  expect(await list({ botId })).toEqual(['bot.restarted', 'bot.deployed']);
  expect(await list({ botId, actorId: adminId })).toEqual(['bot.restarted']);
  expect(await list({ botId, action: 'bot.deployed' })).toEqual(['bot.deployed']);
  expect(await list({ botId, result: 'failed' })).toEqual([]);
  expect((await botHistory(ours.viewer, { botId, limit: 1 })).map(({ action }) => action)).toEqual(['bot.restarted']);
});

test('shows nothing of another organisation, whatever is asked', async () => {
  const { botId } = await makeBot(ours.owner);
  expect((await listAuditEvents(theirs.owner, { limit: 100, botId })).events).toEqual([]);
  await expect(botHistory(theirs.owner, { botId, limit: 10 })).rejects.toMatchObject({ code: 'not_found' });
  const [foreign] = (await listAuditEvents(ours.owner, { limit: 1 })).events;
  const { events } = await listAuditEvents(theirs.owner, { limit: 100, before: foreign?.id });
  expect(events.filter(({ botId: id }) => id === botId)).toEqual([]);
});

test.each([
  { limit: 101 },
  { limit: 0 },
  { limit: 10, before: 'x' },
  { limit: 10, botId: 'x' },
  { limit: 10, action: 'x' as 'bot.deployed' },
])('refuses %j', async (input) => {
  await expect(listAuditEvents(ours.owner, input)).rejects.toMatchObject({ code: 'invalid_input' });
});
