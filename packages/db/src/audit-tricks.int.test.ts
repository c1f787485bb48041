import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commit, insertOf, mustCommit, scopeOf, type Statement } from './testing/bare-sql.ts';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from './testing/index.ts';
import { eventOf, makePlace, told, writeTold } from './testing/make-place.ts';
import { sampleRows, type Place } from './testing/sample-rows.ts';

// What somebody with the app's own connection might try to change things without the log telling, or to change the log.

const NO_EVENT = /without an audit event of its organisation is refused$/;
const NO_RIGHT = /^permission denied |^must be (owner|superuser)/;

let test: TestDatabase;
let owner: Connection;
let app: Connection;
let here: Place;
let there: Place;
beforeAll(async () => {
  test = await createTestDatabase();
  [owner, app] = await Promise.all([connectTo(test.ownerUrl), connectTo(test.appUrl)]);
});
beforeEach(async () => {
  [here, there] = [await makePlace(owner), await makePlace(owner)];
});
afterAll(async () => {
  await Promise.all([owner.close(), app.close()]);
  await test.drop();
});

const scope = () => scopeOf(here.organisationId);
const event = () => eventOf(here.organisationId);
const change = (name = 'Changed'): Statement => ({
  sql: `update "Bot" set "name" = $2 where "id" = $1`,
  values: [here.botId, name],
});
const nameNow = async () =>
  (await owner.query<{ name: string }>(`select "name" from "Bot" where "id" = $1`, [here.botId]))[0]?.name;
const logOf = (place: Place) =>
  owner.query<{ sequence: string; event: string; level: string; search: string; at: Date; links: boolean }>(
    `select e."sequence", e."event", e."level", e."search", e."occurredAt" as at,
       e."hash" = sha256(convert_to(audit_record(e), 'UTF8')) as links
     from "AuditEvent" e where "organisationId" = $1 order by "sequence"`,
    [place.organisationId],
  );
const sql = (text: string, values: readonly unknown[] = []): Statement => ({ sql: text, values });

describe('a change without an event', () => {
  it.each<[string, () => Statement[]]>([
    ['beside an event that a savepoint took back', () => [change(), sql('savepoint s'), event(), sql('rollback to s')]],
    [
      'checked early, while an event was there that a savepoint took back',
      () => [change(), sql('savepoint s'), event(), sql('set constraints all immediate'), sql('rollback to s')],
    ],
    ['with the check made immediate', () => [sql('set constraints all immediate'), change()]],
    [
      'with the check made immediate and deferred again',
      () => [sql('set constraints all immediate'), sql('set constraints all deferred'), change()],
    ],
    ['beside an event of another organisation', () => [change(), ...told(there.organisationId)]],
    [
      'undone and done again, with the event undone',
      () => [sql('savepoint s'), change(), event(), sql('rollback to s'), change()],
    ],
    [
      'behind a temporary table in the place of the chain',
      () => [
        sql(`create temporary table "AuditChain" on commit drop as
        select '${here.organisationId}'::uuid as "organisationId", pg_current_xact_id() as "xactId"`),
        sql(`create temporary table "ObservationMark" on commit drop as
        select '${here.botId}'::uuid as "botId", pg_current_xact_id() as "xactId"`),
        sql('set local search_path = pg_temp, public'),
        change(),
      ],
    ],
  ])('is refused %s', async (_, statements) => {
    expect(await commit(app, [scope(), ...statements()])).toMatch(NO_EVENT);
    expect(await nameNow()).toBe('Pilot');
  });

  it('is refused after an event of an earlier transaction, also of the same connection', async () => {
    await mustCommit(app, [scope(), event()]);
    expect(await commit(app, [scope(), change()])).toMatch(NO_EVENT);
  });

  it('takes the changes of every organisation back when one of two lacks its event', async () => {
    const theirs = sql(`update "Bot" set "name" = 'Theirs' where "id" = $1`, [there.botId]);
    const refusal = await commit(app, [scope(), change(), event(), scopeOf(there.organisationId), theirs]);
    expect(refusal).toMatch(NO_EVENT);
    expect(await nameNow()).toBe('Pilot');
  });

  it('is what is refused: the same with its event is not', async () => {
    expect(await commit(app, [scope(), change(), sql('savepoint s'), event(), sql('release s')])).toBeNull();
    expect(await nameNow()).toBe('Changed');
  });

  it.each([
    ['switch triggers off for the session', `set session_replication_role = replica`],
    ['switch a trigger off', `alter table "Bot" disable trigger "Bot_audited"`],
    ['switch all triggers off', `alter table "Bot" disable trigger all`],
    ['drop a trigger', `drop trigger "Bot_audited" on "Bot"`],
    [
      'replace the function',
      `create or replace function "audited"(organisation uuid) returns boolean language sql as 'select true'`,
    ],
    ['become its owner', `set role clawberth_keeper`],
    ['forge the chain', `update "AuditChain" set "xactId" = pg_current_xact_id()`],
    [
      'forge an observation',
      `insert into "ObservationMark" values (gen_random_uuid(), gen_random_uuid(), pg_current_xact_id())`,
    ],
    ['hide a refusal', `delete from "RefusalTally"`],
  ])('cannot be prepared: the app may not %s', async (_, attempt) => {
    expect(await commit(app, [scope(), sql(attempt), change()])).toMatch(NO_RIGHT);
    expect(await nameNow()).toBe('Pilot');
  });
});

describe('the log', () => {
  it('numbers, chains, hashes and words an event itself, whatever the insert says', async () => {
    const forged = {
      ...sampleRows.AuditEvent(here),
      sequence: 4711,
      hash: Buffer.alloc(32),
      previousHash: Buffer.alloc(32, 1),
      level: 'error',
      search: 'nothing happened',
    };
    await mustCommit(app, [scope(), insertOf('AuditEvent', forged), event()]);
    const log = await logOf(here);
    expect(log.map((row) => [Number(row.sequence), row.level, row.links])).toEqual([
      [1, 'info', true],
      [2, 'info', true],
      [3, 'info', true],
    ]);
    expect(log[1]?.search).toMatch(/^bot\.deployed test /);
  });

  it.each([
    ['two minutes ago', `now() - interval '2 minutes'`],
    ['last year', `now() - interval '1 year'`],
    ['in ten seconds', `now() + interval '10 seconds'`],
    ['at the end of time', `'infinity'`],
  ])('takes no event that happened %s', async (_, when) => {
    const { sql: insert, values = [] } = event();
    const backdated = insert
      .replace('("organisationId",', '("occurredAt", "organisationId",')
      .replace('values (', `values (${when}, `);
    expect(await commit(app, [scope(), { sql: backdated, values }])).toBe('an audit event happens now');
    expect(await logOf(here)).toHaveLength(1);
  });

  it.each([
    ['update', `update "AuditEvent" set "actorName" = 'nobody'`],
    ['delete', `delete from "AuditEvent"`],
    ['truncate', `truncate "AuditEvent"`],
    ['merge', `merge into "AuditEvent" e using (select 1) s on true when matched then delete`],
    [
      'upsert',
      `insert into "AuditEvent" select * from "AuditEvent" on conflict ("organisationId", "occurredAt", "sequence") do update set "actorName" = ''`,
    ],
    ['drop', `drop table "AuditEvent"`],
    ['disable its trigger', `alter table "AuditEvent" disable trigger user`],
    ['read a partition', `select * from audit_log.events_elsewhen`],
    ['write into a partition', `insert into audit_log.events_elsewhen select * from "AuditEvent"`],
    ['detach a partition', `alter table "AuditEvent" detach partition audit_log.events_elsewhen`],
    ['drop old months', `select "drop_audit_partitions"(90)`],
  ])('refuses the app to %s', async (_, attempt) => {
    const before = await logOf(here);
    expect(await commit(app, [scope(), sql(attempt)])).toMatch(NO_RIGHT);
    expect(await logOf(here)).toEqual(before);
  });

  it('refuses even the owner to change, remove or empty it, in any partition', async () => {
    const partitions = await owner.query<{ name: string }>(
      `select format('audit_log.%I', relname) as name from pg_class where relnamespace = 'audit_log'::regnamespace and relkind = 'r'`,
    );
    expect(partitions.length).toBeGreaterThanOrEqual(6);
    const before = await logOf(here);
    for (const table of ['"AuditEvent"', ...partitions.map(({ name }) => name)]) {
      expect(await commit(owner, [sql(`truncate ${table}`)])).toBe('AuditEvent only grows: TRUNCATE is refused');
    }
    const [month] = await owner.query<{ name: string }>(
      `select to_char(now(), '"audit_log.events_"YYYY"_"MM') as name`,
    );
    for (const table of ['"AuditEvent"', month?.name ?? '']) {
      expect(await commit(owner, [sql(`update ${table} set "actorName" = ''`)])).toMatch(
        /^AuditEvent only grows: UPDATE/,
      );
      expect(await commit(owner, [sql(`delete from ${table}`)])).toMatch(/^AuditEvent only grows: DELETE/);
    }
    expect(await logOf(here)).toEqual(before);
  });

  it('keeps months for 90 days at least, whoever asks', async () => {
    expect(await commit(owner, [sql(`select "drop_audit_partitions"(89)`)])).toMatch(/kept for 90 days at least/);
    expect(await owner.query(`select "drop_audit_partitions"(90)`)).toEqual([]);
  });
});

describe('an observation', () => {
  const observe = (statements: readonly Statement[], { holder = 'worker', epoch = 1, botId = here.botId } = {}) =>
    commit(app, [
      scope(),
      sql('select begin_observation($1, $2, $3, $4)', [botId, here.organisationId, holder, epoch]),
      ...statements,
    ]);
  const claim = () => app.query(`select * from claim_lease($1, 'worker', 60)`, [here.botId]);
  const setBot = (sets: string, id = here.botId) => sql(`update "Bot" set ${sets} where "id" = $1`, [id]);

  it('writes what was seen', async () => {
    await claim();
    const stage = insertOf('DeployStage', sampleRows.DeployStage(here));
    const seen = `"observedState" = 'running', "observedGeneration" = 1, "failure" = '{}', "observedAt" = now()`;
    expect(await observe([setBot(seen), stage])).toBeNull();
  });

  it.each([
    `"name" = 'Other'`,
    `"desiredState" = 'deleted'`,
    `"generation" = 2`,
    `"desiredConfigVersion" = 2`,
    `"modelId" = 'other', "observedState" = 'running'`,
    `"telegramBotId" = 4711`,
    `"deletedAt" = now()`,
  ])('does not write what the owner wants: %s', async (sets) => {
    await claim();
    expect(await observe([setBot(sets)])).toMatch(NO_EVENT);
  });

  it('writes no secret, no config, no member, and no other bot', async () => {
    await claim();
    const other = sampleRows.Bot(here);
    await writeTold(owner, here.organisationId, [insertOf('Bot', other)]);
    const otherBot = { ...here, botId: String(other['id']) };
    for (const attempt of [
      insertOf('BotSecret', sampleRows.BotSecret(here)),
      insertOf('SandboxToken', sampleRows.SandboxToken(here)),
      insertOf('ConfigVersion', sampleRows.ConfigVersion(here)),
      insertOf('Membership', sampleRows.Membership(here)),
      insertOf('Sandbox', sampleRows.Sandbox(otherBot)),
      setBot(`"observedState" = 'failed'`, otherBot.botId),
      sql(`delete from "Bot" where "id" = $1`, [here.botId]),
    ]) {
      expect(await observe([attempt])).toMatch(NO_EVENT);
    }
  });

  it.each([
    ['another holder', { holder: 'somebody' }],
    ['an earlier epoch', { epoch: 0 }],
    ['a later epoch', { epoch: 2 }],
  ])('is none under the lease of %s', async (_, lease) => {
    await claim();
    expect(await observe([setBot(`"observedState" = 'failed'`)], lease)).toMatch(NO_EVENT);
  });

  it('is over with its transaction, and is none of a bot of another organisation', async () => {
    await claim();
    expect(await observe([])).toBeNull();
    expect(await commit(app, [scope(), setBot(`"observedState" = 'failed'`)])).toMatch(NO_EVENT);
    await app.query(`select * from claim_lease($1, 'worker', 60)`, [there.botId]);
    const theirs = [scopeOf(there.organisationId), setBot(`"observedState" = 'failed'`, there.botId)];
    expect(await observe(theirs, { botId: there.botId })).toMatch(NO_EVENT);
  });
});
