import { expect, test } from 'vitest';
import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { connectTo } from '@clawberth/db/testing';
import { auditRow, type AuditEntry } from '../audit-row.ts';
import { botHistory } from '../bot/bot-history.ts';
import { restartBot } from '../bot/restart-bot.ts';
import type { Context } from '../context.ts';
import { makeBot, makeOrganisation, userIdOf } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { getAuditEvent } from './get-audit-event.ts';
import { getAuditHead } from './get-audit-head.ts';
import { listAuditEvents, type AuditListInput } from './list-audit-events.ts';
import type { AuditView } from './views.ts';

const { services, ours, theirs } = useOrganisations();

/** Events past the verbs, in one transaction. */
async function tell({ organisationId, ...ctx }: Context, ...entries: AuditEntry[]): Promise<void> {
  await services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    await tx.auditEvent.createMany({ data: entries.map((entry) => auditRow({ organisationId, ...ctx }, entry)) });
  });
}
const renamed = (name: string): AuditEntry => ({ action: 'bot.renamed', target: { type: 'bot', id: null, name } });

async function readAll(ctx: Context, input: AuditListInput, between = async () => {}): Promise<AuditView[]> {
  const all: AuditView[] = [];
  let before: string | undefined;
  do {
    const { events, nextCursor } = await listAuditEvents(ctx, {
      ...input,
      ...(before === undefined ? {} : { before }),
    });
    expect(events.length).toBeLessThanOrEqual(input.limit);
    all.push(...events);
    before = nextCursor ?? undefined;
    await between();
  } while (before !== undefined);
  return all;
}

test('pages through everything once, newest first, while events are appended', async () => {
  const { owner, organisationId } = await makeOrganisation(services);
  // Twelve in one transaction, so that pages end between events of one millisecond.
  await tell(owner, ...Array.from({ length: 12 }, (_, n) => renamed(`Bot ${n}`)));
  await listAuditEvents(owner, { limit: 1 });
  const stood = await services.behind.auditEvent.findMany({ where: { organisationId }, orderBy: { sequence: 'desc' } });
  const paged = await readAll(owner, { limit: 2 }, () => tell(owner, renamed('Meanwhile')));
  expect(paged.map(({ id }) => id)).toEqual(stood.map(({ sequence }) => String(sequence)));
  const times = paged.map(({ occurredAt }) => occurredAt.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('filters by who, which bot, what, how it ended and when', async () => {
  const { botId } = await makeBot(ours.owner);
  await restartBot(ours.admin, { botId });
  await tell(ours.owner, { ...renamed('Clerk'), botId, result: 'failed' });
  const adminId = userIdOf(ours.admin);
  const list = async (filter: object) =>
    (await listAuditEvents(ours.viewer, { limit: 100, ...filter })).events.map(({ action }) => action);
  expect(await list({ botId })).toEqual(['bot.renamed', 'bot.restarted', 'bot.deployed']);
  expect(await list({ botId, actorId: adminId })).toEqual(['bot.restarted']);
  expect(await list({ botId, action: 'bot.deployed' })).toEqual(['bot.deployed']);
  expect(await list({ botId, result: 'failed' })).toEqual(['bot.renamed']);
  expect(await list({ botId, result: 'requested', search: 'BOT.re' })).toEqual(['bot.restarted']);
  expect((await botHistory(ours.viewer, { botId, limit: 1 })).map(({ action }) => action)).toEqual(['bot.renamed']);
  const [, middle] = (await listAuditEvents(ours.viewer, { limit: 3, botId })).events;
  const at = middle?.occurredAt.getTime() ?? Number.NaN;
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(await list({ botId, from: iso(at), to: iso(at + 1) })).toEqual(['bot.restarted']);
  expect(await list({ botId, to: iso(at) })).toEqual(['bot.deployed']);
  expect(await list({ botId, from: iso(at + 1) })).toEqual(['bot.renamed']);
  expect(await list({ botId, from: '1999-01-01T00:00:00Z', to: '1999-02-01T00:00:00+02:00' })).toEqual([]);
});

test.each([
  ['100%', '100 %'],
  ['snake_case', 'snakeXcase'],
  [String.raw`back\slash`, 'backslash'],
  ["O'Brien", 'OBrien'],
  [`'; drop table "AuditEvent"; --`, 'drop the table of the audit'],
  [`<script>alert('x')</script>`, 'alert script'],
  ['$1 ${x} {{x}}', '$2 x'],
  ['%', 'no sign'],
  ['_', 'no line'],
  ['ÄRGER Straße', 'arger strasse'],
  ['snow ☃ man 🦀', 'snow man'],
  ['{"role": "x"', 'role: x'],
])('search finds %s as it is written, and nothing else', async (wanted, other) => {
  const { owner } = await makeOrganisation(services);
  await tell(owner, renamed(`a ${wanted} b`), renamed(`a ${other} b`));
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const { events } = await listAuditEvents(owner, { limit: 100, action: 'bot.renamed', search: wanted, from });
  expect(events.map(({ target }) => target.name)).toEqual([`a ${wanted} b`]);
});

test('all words of a search must stand in an event, in any order and case', async () => {
  const { owner } = await makeOrganisation(services);
  await tell(owner, renamed('Counter Clerk'), renamed('Counter Porter'));
  const find = async (search: string) =>
    (await listAuditEvents(owner, { limit: 9, search })).events
      .filter(({ action }) => action === 'bot.renamed')
      .map(({ target }) => target.name);
  expect(await find('  renamed   COUNTER ')).toEqual(['Counter Porter', 'Counter Clerk']);
  expect(await find('clerk unter mira')).toEqual(['Counter Clerk']);
  expect(await find('clerk porter')).toEqual([]);
  expect(await find('zzz')).toEqual([]);
});

test('reads on through months, those without a partition too, by pages and by search, rare words and common ones', async () => {
  const { owner, organisationId } = await makeOrganisation(services);
  const asOwner = await connectTo(services.ownerUrl);
  // Past the triggers, which let nobody write into the past: 40 events a month for two years, one of them with a rare word.
  await asOwner.query('alter table "AuditEvent" disable trigger user');
  await asOwner.query('alter table "AuditEvent" no force row level security');
  await asOwner.query(
    `insert into "AuditEvent" ("organisationId", "sequence", "occurredAt", "event", "result", "tool", "actorType", "actorName",
       "targetType", "targetName", "requestId", "search")
     select $1, n + 1000, now() - make_interval(days => n * 18 / 24, secs => n), 'bot.observed', 'done', 'worker', 'system',
       'Clawberth', 'bot', 'Clerk ' || n, gen_random_uuid(), 'bot.observed clerk ' || n || case n when 900 then ' zeppelin' else '' end
     from generate_series(1, 960) n`,
    [organisationId],
  );
  await asOwner.query('alter table "AuditEvent" force row level security');
  await asOwner.query('alter table "AuditEvent" enable trigger user');
  await asOwner.close();
  const numbers = (events: AuditView[]) =>
    events.flatMap(({ target }) => /^Clerk (\d+)$/.exec(target.name ?? '')?.[1] ?? []).map(Number);
  const all = Array.from({ length: 960 }, (_, index) => index + 1);
  expect(numbers(await readAll(owner, { limit: 97, action: 'bot.observed' }))).toEqual(all);
  expect(numbers(await readAll(owner, { limit: 50, search: 'observed clerk' }))).toEqual(all);
  expect(numbers(await readAll(owner, { limit: 50, search: 'ZEPPelin' }))).toEqual([900]);
  expect(numbers(await readAll(owner, { limit: 50, search: 'zeppelin clerk 900' }))).toEqual([900]);
  expect(numbers(await readAll(owner, { limit: 50, search: 'clerk 90', action: 'bot.observed' }))).toEqual([
    90,
    190,
    290,
    390,
    490,
    590,
    690,
    790,
    890,
    ...all.slice(899, 909),
  ]);
  expect(numbers(await readAll(owner, { limit: 50, search: 'zeppelins' }))).toEqual([]);
});

test('shows nothing of another organisation, whatever is asked', async () => {
  const { botId } = await makeBot(ours.owner);
  await tell(ours.owner, renamed('Only ours'));
  expect((await listAuditEvents(theirs.owner, { limit: 100, botId })).events).toEqual([]);
  const found = (await listAuditEvents(theirs.owner, { limit: 100, search: 'only ours' })).events;
  expect(found.filter(({ action }) => action === 'bot.renamed')).toEqual([]);
  await expect(botHistory(theirs.owner, { botId, limit: 10 })).rejects.toMatchObject({ code: 'not_found' });
  const { nextCursor } = await listAuditEvents(ours.owner, { limit: 1 });
  const { events } = await listAuditEvents(theirs.owner, { limit: 100, before: nextCursor ?? '' });
  const known = await services.behind.auditEvent.findMany({ where: { organisationId: theirs.organisationId } });
  const keys = new Set(known.map(({ sequence, requestId }) => `${sequence} ${requestId}`));
  expect(events.filter(({ id, correlationId }) => !keys.has(`${id} ${correlationId}`))).toEqual([]);
  // Somebody else's context for our organisation: row-level security has no row for them.
  const stranger = { ...theirs.owner, organisationId: ours.organisationId };
  const scope = { organisationId: ours.organisationId, actor: { userId: userIdOf(theirs.owner) } };
  expect(
    await services.database.reader(scope).$queryRaw`select * from read_audit_page(null, null, null, null, null,
    '-infinity', 'infinity', 0, 10)`,
  ).toEqual([]);
  await expect(getAuditHead(stranger)).rejects.toMatchObject({ code: 'not_found' });
});

const hand = (text: string) => Buffer.from(text).toString('base64url');
test.each([
  [
    '',
    'x',
    '1',
    "' or 1=1",
    hand('x.y'),
    hand('1.'),
    hand('1.2.3'),
    hand('-1.5'),
    `${hand('1.2')}=`,
    hand('1'.repeat(19) + '.1'),
  ],
  ['1.2', hand('01.2'), hand("1.2'; --"), 'é', '\0', 'A'.repeat(200), 'A'.repeat(201)],
])('a cursor that is none is refused with what to do', async (...cursors) => {
  for (const before of cursors)
    await expect(listAuditEvents(ours.owner, { limit: 10, before }), before).rejects.toMatchObject({
      code: 'invalid_input',
    });
});

test.each([['0.0'], ['1.1'], ['999999999999999999.999999999999999999'], [`${Date.now()}000.7`]])(
  'a cursor made by hand (%s) shows a page of the reader’s own log',
  async (place) => {
    const { events } = await listAuditEvents(theirs.owner, { limit: 100, before: hand(place) });
    const count = await services.behind.auditEvent.count({ where: { organisationId: theirs.organisationId } });
    expect(events.length).toBeLessThanOrEqual(count);
  },
);

test.each<[object, RegExp]>([
  [{ limit: 101 }, /./],
  [{ limit: 0 }, /./],
  [{ botId: 'x' }, /choose a bot/],
  [{ actorId: "' or 1=1" }, /choose a person/],
  [{ action: 'x' }, /choose an action/],
  [{ result: 'won' }, /choose a result/],
  [{ from: 'yesterday' }, /time with its zone/],
  [{ from: '2026-11-20T09:30' }, /time with its zone/],
  [{ to: '0000-01-01T00:00:00Z' }, /year between/],
  [{ from: '2026-11-20T09:30:00Z', to: '2026-11-19T09:30:00Z' }, /later than the beginning/],
  [{ search: '   ' }, /what to look for/],
  [{ search: 'a'.repeat(201) }, /200 characters/],
  [{ search: 'zq' }, /three letters or digits/],
  [{ search: '% _ a-b', from: '2026-01-01T00:00:00Z' }, /three letters or digits/],
  [{ search: 'nul\0byte' }, /invisible/],
  [{ search: '\ud800' }, /invisible/],
  [{ search: `sk-${'a'.repeat(40)}` }, /looks like a key/],
])('refuses %j with what to do', async (input, message) => {
  const refused = listAuditEvents(ours.owner, { limit: 10, ...input });
  await expect(refused).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
});

test('reading is told once for each filter; whoever may not read is refused, which is told too', async () => {
  const { owner, viewer, operator, guest, organisationId } = await makeOrganisation(services);
  const told = async (event: string) =>
    (await services.behind.auditEvent.findMany({ where: { organisationId, event }, orderBy: { sequence: 'asc' } })).map(
      ({ actorId, targetName }) => [actorId, targetName],
    );
  await listAuditEvents(viewer, { limit: 5 });
  await listAuditEvents(viewer, { limit: 5, result: 'failed', search: 'some words' });
  await listAuditEvents(viewer, { limit: 5, result: 'failed', search: 'some words' });
  await getAuditEvent(operator, { sequence: '1' });
  await listAuditEvents(viewer, { limit: 5 });
  expect(await told('audit.read')).toEqual([
    [userIdOf(viewer), null],
    [userIdOf(viewer), 'result failed, with some words'],
    [userIdOf(operator), null],
  ]);
  for (const read of [
    () => listAuditEvents(guest, { limit: 5 }),
    () => getAuditEvent(guest, { sequence: '1' }),
    () => getAuditHead(guest),
    () => listAuditEvents({ ...owner, actor: { type: 'anonymous' } }, { limit: 5 }),
  ])
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
  expect((await told('access.refused')).map(([, name]) => name)).toContain('audit:read');
});

test('the full record has every field, its hash and the one before; another number is not found', async () => {
  const { owner, organisationId } = await makeOrganisation(services);
  await tell(owner, { ...renamed('Clerk'), before: { name: 'Klerk' }, after: { name: 'Clerk', list: ['a', 1, null] } });
  const sequence = await getAuditHead(owner);
  const { event, record, hash, intact } = await getAuditEvent(owner, { sequence });
  const row = await services.behind.auditEvent.findFirstOrThrow({
    where: { organisationId, sequence: BigInt(sequence) },
  });
  const [{ text } = { text: '' }] = await services.behind.$queryRaw<{ text: string }[]>`
    select audit_record(e) as text from "AuditEvent" e where "organisationId" = ${organisationId}::uuid and "sequence" = ${row.sequence}`;
  expect(record).toEqual(JSON.parse(text));
  expect(hash).toBe(Buffer.from(row.hash).toString('hex'));
  expect(record.previous_hash).toBe(Buffer.from(row.previousHash).toString('hex'));
  expect([intact, event.action, event.id]).toEqual([true, 'bot.renamed', sequence]);
  for (const none of ['0', '999999', 'x', '', '1 or 1=1', '-1', '9'.repeat(30)])
    await expect(getAuditEvent(owner, { sequence: none })).rejects.toMatchObject({ code: 'not_found' });
  // The platform's own log has the same numbers, and is nobody's.
  const stranger = { ...owner, organisationId: PLATFORM_ORGANISATION };
  const scope = { organisationId: PLATFORM_ORGANISATION, actor: { userId: userIdOf(owner) } };
  expect(await services.database.reader(scope).auditEvent.findMany()).toEqual([]);
  await expect(getAuditHead(stranger)).rejects.toMatchObject({ code: 'not_found' });
});
