import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import { requireStillHere } from '../account/require-still-here.ts';
import { exportLog } from '../audit/export/export-log.ts';
import { getAuditEvent } from '../audit/get-audit-event.ts';
import { listAuditEvents } from '../audit/list-audit-events.ts';
import { tailAuditEvents } from '../audit/tail-audit-events.ts';
import { getBot } from '../bot/get-bot.ts';
import { getConfig } from '../bot/get-config.ts';
import { listBots } from '../bot/list-bots.ts';
import { removeBot } from '../bot/remove-bot.ts';
import type { Context } from '../context.ts';
import { listMembers } from '../member/list-members.ts';
import type { RequestContext } from '../request-context.ts';
import { openSession } from '../session/open-session.ts';
import { resumeSession, type SessionOfUser } from '../session/resume-session.ts';
import {
  createTestServices,
  makeBot,
  makeOrganisation,
  makeRequest,
  makeUser,
  makeWaitingPerson,
  userIdOf,
  writeAsSystem,
  type TestOrganisation,
  type TestServices,
} from '../testing/index.ts';
import { openLogs } from '../ticket/open-logs.ts';
import { endVisit } from './end-visit.ts';
import { listOpenVisits } from './list-open-visits.ts';
import { listVisits } from './list-visits.ts';
import { searchOrganisations } from './search-organisations.ts';
import { setSupportRole } from './set-support-role.ts';
import { startVisit } from './start-visit.ts';

let services: TestServices;
let ours: TestOrganisation;
let home: TestOrganisation;
let helper: { self: SessionOfUser; request: RequestContext };
let outsider: SessionOfUser;
const reason = 'The customer asked why the bot is silent';

async function signIn(person: { userId: string; email: string; name: string }, secondFactor: boolean) {
  const request = makeRequest(services);
  const user = { id: person.userId, email: person.email, name: person.name };
  const { sessionId } = await openSession(request, user, { method: 'password', secondFactor });
  const self = await resumeSession(request, { sessionId, touch: true });
  if (self === null) throw new Error('the session does not live');
  return { self, request: { ...request, session: { id: sessionId, secondFactor } } };
}

beforeAll(async () => {
  services = await createTestServices();
  [ours, home] = await Promise.all([
    makeOrganisation(services, '100% Bakery_'),
    makeOrganisation(services, 'Clawberth Ltd'),
  ]);
  const person = await makeUser(services, { organisationId: home.organisationId, role: 'viewer', name: 'Nia Support' });
  await setSupportRole(makeRequest(services), { email: person.email.toUpperCase(), given: true });
  helper = await signIn(person, true);
  const other = await makeUser(services, { organisationId: home.organisationId, role: 'owner', name: 'Otto' });
  outsider = (await signIn(other, true)).self;
});
afterAll(() => services.close());

const visitContext = (): Promise<Context> =>
  openContext(helper.request, { userId: helper.self.userId, organisationSlug: ours.slug });
const eventsOf = (organisationId: string, event: string) =>
  services.behind.auditEvent.findMany({ where: { organisationId, event }, orderBy: { sequence: 'asc' } });

test('the role is given by the operator, told in the platform’s log, and asked for each time', async () => {
  expect(helper.self.platformRole).toBe('support');
  expect(await eventsOf(PLATFORM_ORGANISATION, 'support.role_given')).toMatchObject([{ targetName: 'Nia Support' }]);
  await expect(
    setSupportRole(makeRequest(services), { email: 'nobody@example.com', given: true }),
  ).rejects.toMatchObject({ code: 'not_found' });
  const request = makeRequest(services);
  for (const verb of [
    () => searchOrganisations(request, outsider, { words: 'bakery' }),
    () => startVisit(request, outsider, { organisationId: ours.organisationId, reason }),
    () => listVisits(request, outsider),
  ])
    await expect(verb()).rejects.toMatchObject({ code: 'not_found' });
  const plain = { ...helper.self, secondFactor: false };
  await expect(searchOrganisations(request, plain, { words: '' })).rejects.toMatchObject({
    code: 'second_factor_required',
  });
});

test('finds by part of a name, by address, id and whole e-mail; wildcards are letters; each search is told', async () => {
  const find = async (words: string) =>
    (await searchOrganisations(helper.request, helper.self, { words })).map(({ name }) => name);
  const member = await services.behind.user.findFirstOrThrow({
    where: { memberships: { some: { organisationId: ours.organisationId } } },
  });
  for (const words of ['bakery', '100%', 'Bakery_', ours.slug, ours.organisationId, member.email])
    expect(await find(words)).toEqual(['100% Bakery_']);
  for (const words of ['%', '_', "' or 1=1 --", '\\', 'example.com'])
    expect((await find(words)).filter((name) => !/[%_]/.test(name))).toEqual([]);
  expect(await find('')).toEqual(['100% Bakery_', 'Clawberth Ltd']);
  expect((await eventsOf(PLATFORM_ORGANISATION, 'support.searched')).length).toBe(12);
  expect((await eventsOf(home.organisationId, 'support.searched')).length).toBe(0);
});

test('without a visit nothing opens; with one an hour of reading, in the customer’s own log, and no more', async () => {
  const { botId } = await makeBot(ours.owner);
  await expect(visitContext()).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    startVisit(helper.request, helper.self, { organisationId: ours.organisationId, reason: 'why' }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { reason: expect.stringContaining('The customer reads it') as unknown },
  });
  await expect(
    startVisit(helper.request, helper.self, {
      organisationId: ours.organisationId,
      reason: `The customer sent sk-proj-${'k3Y0'.repeat(10)}`,
    }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { reason: expect.stringContaining('This holds an OpenAI key.') as unknown },
  });
  await expect(
    startVisit(helper.request, helper.self, { organisationId: PLATFORM_ORGANISATION, reason }),
  ).rejects.toMatchObject({ code: 'not_found' });
  const { slug, expiresAt } = await startVisit(helper.request, helper.self, {
    organisationId: ours.organisationId,
    reason,
  });
  expect(slug).toBe(ours.slug);
  const ctx = await visitContext();
  expect(ctx.actor).toMatchObject({ type: 'support', until: expiresAt });
  expect((await listBots(ctx)).map(({ id }) => id)).toEqual([botId]);
  await makeWaitingPerson(ours.owner, botId);
  expect(await getBot(ours.owner, { botId })).toMatchObject({ waiting: 1, waitingPeople: [{ senderName: 'Ben' }] });
  expect(await getBot(ctx, { botId })).toMatchObject({ waiting: 0, waitingPeople: [] });
  expect(await listBots(ctx)).toMatchObject([{ waiting: 0 }]);
  const { members } = await listMembers(ctx);
  expect(JSON.stringify(members)).not.toMatch(/@example\.com|Mira|Sam/);
  const { events } = await listAuditEvents(ctx, { limit: 100 });
  expect(JSON.stringify(events)).not.toMatch(/@example\.com|Mira|Sam|192\.0\.2\.1/);
  for (const verb of [
    () => getConfig(ctx, { botId }),
    () => removeBot(ctx, { botId, confirmName: 'Counter Clerk' }),
    () => openLogs(ctx, { botId }),
  ])
    await expect(verb()).rejects.toMatchObject({ code: 'forbidden' });
  expect(await eventsOf(ours.organisationId, 'support.visited')).toMatchObject([
    { actorType: 'support', actorName: 'Nia Support', after: { reason, until: expiresAt.toISOString() } },
  ]);
  expect(await eventsOf(ours.organisationId, 'access.refused')).toMatchObject([
    { actorType: 'support', level: 'warn' },
  ]);
  await expect(
    openContext(
      { ...helper.request, session: { id: helper.self.sessionId, secondFactor: false } },
      { userId: helper.self.userId, organisationSlug: slug },
    ),
  ).rejects.toMatchObject({ code: 'second_factor_required' });
});

test('on a visit nothing of the log tells a masked field: search, one record, tail, export; members read of the visit', async () => {
  const ctx = await visitContext();
  const { organisationId } = ours;
  const filters = { search: 'Mira Owner' };
  await listAuditEvents(ours.owner, { limit: 1, ...filters });
  for (const verb of [
    () => listAuditEvents(ctx, { limit: 1, ...filters }),
    () => tailAuditEvents(ctx, { after: '0', ...filters }, AbortSignal.timeout(5_000)).next(),
  ])
    await expect(verb()).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { search: expect.stringContaining('one whole id') as unknown },
    });
  const { events } = await listAuditEvents(ctx, { limit: 1, search: ctx.correlationId.toUpperCase() });
  expect(events).toHaveLength(1);

  const searched = await services.behind.auditEvent.findFirstOrThrow({
    where: { organisationId, targetName: 'with Mira Owner' },
  });
  const { record, hash } = await getAuditEvent(ctx, { sequence: searched.sequence.toString() });
  expect(record).toMatchObject({ target_name: '•••', user_agent: null, previous_hash: null });
  expect(hash).toBeNull();
  const tail = await tailAuditEvents(ctx, { after: '0' }, AbortSignal.timeout(5_000)).next();
  expect(tail.value?.map(({ id }) => id)).toContain(searched.sequence.toString());
  expect(JSON.stringify([record, tail.value])).not.toMatch(/@example\.com|Mira|Sam|192\.0\.2\.1/);
  await expect(exportLog(ctx, { format: 'ndjson' })).rejects.toMatchObject({ code: 'forbidden' });

  const { admin, viewer, guest } = ours;
  for (const reader of [admin, viewer])
    expect(await listOpenVisits(reader)).toMatchObject([{ userName: 'Nia Support', reason }]);
  await expect(listOpenVisits(guest)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listOpenVisits(home.owner)).toEqual([]);
});

test('a letter that did not arrive: its mail server’s answer, which repeats the address, is masked with it', async () => {
  await writeAsSystem(services, ours.organisationId, async (tx) => {
    const email = 'lena@bakery.example';
    const [id, invitedById] = [randomUUID(), userIdOf(ours.owner)];
    await tx.invitation.create({
      data: {
        id,
        organisationId: ours.organisationId,
        email,
        role: 'viewer',
        tokenHash: randomBytes(32).toString('hex'),
        invitedById,
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    });
    const error = `550 <${email}> nobody here`;
    await tx.mail.create({
      data: {
        id: randomUUID(),
        organisationId: ours.organisationId,
        kind: 'invitation',
        recipient: email,
        dataKeyVersion: 1,
        attempts: 1,
        nextAttemptAt: null,
        error,
      },
    });
  });
  const [mine, theirs] = await Promise.all([listMembers(ours.owner), listMembers(await visitContext())]);
  expect(mine.invitations).toMatchObject([{ email: 'lena@bakery.example', letter: { state: 'failed' } }]);
  expect(mine.invitations[0]?.letter?.error).toContain('lena@');
  expect(theirs.invitations).toMatchObject([{ email: 'l•••@b•••.example', letter: { state: 'failed', error: null } }]);
  expect(JSON.stringify(theirs)).not.toContain('lena');
});

test('a visit ends by leaving, by its hour, and with the role', async () => {
  const [visit, ...others] = await listVisits(helper.request, helper.self);
  expect(others).toEqual([]);
  expect(visit).toMatchObject({ organisation: { slug: ours.slug, name: '100% Bakery_' }, reason });
  const visitId = visit?.id ?? '';
  await expect(endVisit(makeRequest(services), outsider, { visitId })).rejects.toMatchObject({ code: 'not_found' });
  const stream = await visitContext();
  await requireStillHere(stream);
  await endVisit(helper.request, helper.self, { visitId });
  await expect(requireStillHere(stream), 'what stays open ends with the visit').rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await listOpenVisits(ours.owner)).toEqual([]);
  await expect(visitContext()).rejects.toMatchObject({ code: 'not_found' });
  await expect(endVisit(helper.request, helper.self, { visitId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await eventsOf(ours.organisationId, 'support.left')).toHaveLength(1);

  await startVisit(helper.request, helper.self, { organisationId: ours.organisationId, reason });
  const ctx = await visitContext();
  await writeAsSystem(services, ours.organisationId, (tx) =>
    tx.supportVisit.updateMany({ where: { endedAt: null }, data: { expiresAt: new Date() } }),
  );
  await expect(visitContext()).rejects.toMatchObject({ code: 'not_found' });
  expect(await listBots(ctx), 'an old context sees nothing either: Postgres looks anew').toEqual([]);

  await startVisit(helper.request, helper.self, { organisationId: ours.organisationId, reason });
  const late = await visitContext();
  await setSupportRole(makeRequest(services), { email: helper.self.email, given: false });
  expect(await listBots(late)).toEqual([]);
});
