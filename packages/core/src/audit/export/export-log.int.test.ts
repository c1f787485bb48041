import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORD_KEYS, verifyExport } from '@clawberth/audit-chain';
import { connectTo } from '@clawberth/db/testing';
import { beforeAll, expect, test } from 'vitest';
import { restartBot } from '../../bot/restart-bot.ts';
import { removeMember } from '../../member/remove-member.ts';
import { makeBot, makeOrganisation, userIdOf, writeAsSystem, type TestOrganisation } from '../../testing/index.ts';
import { useOrganisations } from '../../testing/use-organisations.ts';
import { PUBLIC_KEY_FILE } from '../checkpoint/open-audit-services.ts';
import { exportLog, type AuditExportInput } from './export-log.ts';
import { exportLogForOperator } from './export-log-for-operator.ts';

const { services, ours, theirs } = useOrganisations();
let publicKey: string;
beforeAll(async () => {
  publicKey = await readFile(join(services.checkpointDir, PUBLIC_KEY_FILE), 'utf8');
  await makeBot(theirs.owner);
});

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}
const exported = async (ctx: TestOrganisation['owner'], input: AuditExportInput) =>
  text((await exportLog(ctx, input)).pieces);
const lines = (file: string) =>
  file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const newest = ({ organisationId }: TestOrganisation) =>
  services.behind.auditEvent.findFirstOrThrow({ where: { organisationId }, orderBy: { sequence: 'desc' } });

test('a whole export is proved with the public key alone, and holds the event that tells of it', async () => {
  const { pieces, contentType, fileName } = await exportLog(ours.admin, { format: 'ndjson' });
  const file = await text(pieces);
  const report = await verifyExport(pieceByPiece(file), publicKey);
  const head = Number((await newest(ours)).sequence);
  expect(report).toMatchObject({
    outcome: 'proved',
    organisation: ours.organisationId,
    from: 1,
    to: head,
    events: head,
  });
  expect([contentType, fileName]).toEqual([
    'application/x-ndjson; charset=utf-8',
    expect.stringMatching(/^audit-log-\d{4}-\d\d-\d\d\.ndjson$/),
  ]);
  expect(lines(file)[head]).toMatchObject({
    event: 'audit.exported',
    sequence: head,
    organisation: ours.organisationId,
    user_name: 'Sam',
    user_role: 'admin',
    after: { format: 'ndjson', filters: {} },
  });
  expect(file).not.toContain(theirs.organisationId);
});

test('what happens while it runs does not spoil it', async () => {
  const { pieces } = await exportLog(ours.admin, { format: 'ndjson' });
  const header = (await pieces.next()).value ?? '';
  await makeBot(ours.owner);
  await exported(ours.admin, { format: 'ndjson' });
  const report = await verifyExport(pieceByPiece(header + (await text(pieces))), publicKey);
  expect(report).toMatchObject({ outcome: 'proved' });
});

test('filters leave out what they should, and say that the export is not whole', async () => {
  const { botId } = await makeBot(ours.owner);
  await restartBot(ours.admin, { botId });
  const adminId = userIdOf(ours.admin);
  const events = async (filters: NonNullable<AuditExportInput['filters']>) => {
    const [header, ...records] = lines(await exported(ours.owner, { format: 'ndjson', filters }));
    expect(header).toMatchObject({ type: 'export', whole: false });
    return records.filter(({ type }) => type === undefined).map(({ event }) => event);
  };
  expect(await events({ botId })).toEqual(['bot.deployed', 'bot.restarted']);
  expect(await events({ botId, actorId: adminId })).toEqual(['bot.restarted']);
  expect(await events({ botId, action: 'bot.deployed', result: 'requested' })).toEqual(['bot.deployed']);
  expect(await events({ botId, search: 'SAM restarted' })).toEqual(['bot.restarted']);
  expect(await events({ search: `%' or true --` })).toEqual(['audit.exported']);
  const restarted = await services.behind.auditEvent.findFirstOrThrow({ where: { botId, event: 'bot.restarted' } });
  const soon = new Date(restarted.occurredAt.getTime() + 1).toISOString();
  expect((await events({ botId, to: restarted.occurredAt.toISOString() })).at(-1)).toBe('bot.deployed');
  expect(await events({ botId, to: soon })).toEqual(['bot.deployed', 'bot.restarted']);
  expect(await events({ botId, from: soon })).toEqual([]);
  expect(await events({ from: '2030-01-01T00:00:00.000Z' })).toEqual([]);
  expect(await newest(ours)).toMatchObject({ event: 'audit.exported', targetName: 'from 2030-01-01T00:00:00.000Z' });
  const file = await exported(ours.owner, { format: 'ndjson', filters: { botId } });
  expect(await verifyExport(pieceByPiece(file), publicKey)).toMatchObject({ outcome: 'filtered', exitCode: 2 });
});

test('CSV has a column for each key, and nothing in it that a spreadsheet would run', async () => {
  await writeAsSystem(services, ours.organisationId, (tx) =>
    tx.organisation.update({ where: { id: ours.organisationId }, data: { name: 'Harbour Bakery' } }),
  );
  const owner = { ...ours.owner, actor: { ...ours.owner.actor, name: '=cmd|"/c calc"!A1' } };
  const { pieces, contentType, fileName } = await exportLog(owner, { format: 'csv' });
  const [heading, ...rows] = (await text(pieces)).split('\r\n');
  expect(heading).toBe(RECORD_KEYS.join(','));
  expect(rows.at(-1)).toBe('');
  expect(rows.length - 1).toBe(Number((await newest(ours)).sequence));
  expect(rows.at(-2)).toContain(`,"'=cmd|""/c calc""!A1",`);
  expect(rows.at(-2)).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z,/);
  expect(contentType).toMatch(/^text\/csv; charset=utf-8/);
  expect(fileName).toMatch(/\.csv$/);
});

test.each(['viewer', 'operator', 'guest'] as const)('a %s may not, and the log tells that', async (role) => {
  await expect(exportLog(theirs[role], { format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await newest(theirs)).toMatchObject({ event: 'access.refused', targetName: 'audit:export', actorRole: role });
});

test('another organisation has nothing of it, whatever the filter says', async () => {
  const { botId } = await makeBot(ours.owner);
  expect(
    lines(await exported(theirs.owner, { format: 'ndjson', filters: { botId } })).filter(
      ({ event }) => event !== undefined,
    ),
  ).toEqual([]);
});

test.each<object>([
  { format: 'xml' },
  { format: '' },
  { format: 'csv', filters: { botId: 'x' } },
  { format: 'csv', filters: { action: 'x' } },
])('refuses %j', async (input) => {
  await expect(exportLog(ours.owner, input as AuditExportInput)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('breaks off, and does not end as if it were whole, when the reader is removed meanwhile', async () => {
  const { owner, admin, organisationId } = await makeOrganisation(services);
  const { pieces } = await exportLog(admin, { format: 'ndjson' });
  await pieces.next();
  const userId = userIdOf(admin);
  await removeMember(owner, { userId });
  await expect(text(pieces)).rejects.toMatchObject({ code: 'not_found' });
  expect(organisationId).toBeTruthy();
});

test('asks no more of the database once the reader has gone', async () => {
  const owner = await connectTo(services.ownerUrl);
  const { organisationId, slug } = await makeOrganisation(services);
  await owner.query(
    'alter table "AuditEvent" disable trigger user; alter table "AuditEvent" no force row level security',
  );
  await owner.query(
    `insert into "AuditEvent" ("organisationId", "sequence", "event", "result", "tool", "actorType", "actorName", "targetType", "requestId")
     select $1, n, 'logs.read', 'done', 'command', 'system', 'Clawberth', 'bot', gen_random_uuid() from generate_series(1001, 20000) n`,
    [organisationId],
  );
  await owner.query('alter table "AuditEvent" enable trigger user; alter table "AuditEvent" force row level security');
  await owner.close();
  let asked = 0;
  const counting = {
    ...services,
    database: new Proxy(services.database, {
      get: (database, key, receiver) => {
        const value: unknown = Reflect.get(database, key, receiver);
        if (key !== 'reader') return value;
        return (...args: Parameters<typeof services.database.reader>) =>
          new Proxy(services.database.reader(...args), {
            get: (reader, method) => {
              if (method === '$queryRaw') asked += 1;
              return Reflect.get(reader, method) as unknown;
            },
          });
      },
    }),
  };
  const { pieces } = await exportLogForOperator(counting, { organisationSlug: slug });
  for (let piece = 0; piece < 3; piece += 1) expect((await pieces.next()).done).toBe(false);
  const before = asked;
  await pieces.return();
  expect(await pieces.next()).toEqual({ done: true, value: undefined });
  expect(asked).toBe(before);
  expect(before).toBeLessThan(10);
});

test('an operator exports by address; the log tells of it; an address that is none is not found', async () => {
  const { pieces } = await exportLogForOperator(services, { organisationSlug: ours.slug });
  expect(await verifyExport(pieces, publicKey)).toMatchObject({ outcome: 'proved', organisation: ours.organisationId });
  expect(await newest(ours)).toMatchObject({ event: 'audit.exported', actorType: 'system', tool: 'command' });
  await expect(exportLogForOperator(services, { organisationSlug: 'nobody' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

async function* pieceByPiece(file: string): AsyncGenerator<string> {
  for (let at = 0; at < file.length; at += 1_000) yield await Promise.resolve(file.slice(at, at + 1_000));
}
