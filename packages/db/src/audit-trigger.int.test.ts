import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Prisma } from './generated/client.ts';
import { PLATFORM_ORGANISATION } from './scope.ts';
import { commit, insertOf, mustCommit, scopeOf, type Statement } from './testing/bare-sql.ts';
import { otherValue, plainColumnsOf, primaryKeyOf, tablesOf } from './testing/catalogue.ts';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from './testing/index.ts';
import { eventOf, makePlace, told, writeTold } from './testing/make-place.ts';
import { sampleRows, type Place } from './testing/sample-rows.ts';

// No change of any table without an audit event of the same transaction and organisation: for every model of the schema.

const models = Object.values(Prisma.ModelName);
type Operation = 'create' | 'update' | 'delete';

/** What the app may not do at all; everything else it may with an audit event, and not without. */
const CLOSED: Partial<Record<Prisma.ModelName, readonly Operation[]>> = {
  AuditEvent: ['update', 'delete'],
  AuditChain: ['create', 'update', 'delete'],
  ObservationMark: ['create', 'update', 'delete'],
  RefusalTally: ['create', 'update', 'delete'],
};
/** Columns that only functions of clawberth_keeper change. */
const CLOSED_COLUMNS: Partial<Record<Prisma.ModelName, readonly string[]>> = {
  Bot: ['leaseOwner', 'leaseEpoch', 'leaseExpiresAt', 'lastInboundAt', 'lastAnsweredAt'],
  Session: ['lastSeenAt'],
};
const isClosed = (model: Prisma.ModelName, operation: Operation) => CLOSED[model]?.includes(operation) === true;

const NO_RIGHT = /^permission denied for table /;
const NO_EVENT = /^a change of "?\w+"? without an audit event of its organisation is refused$/;

let test: TestDatabase;
let owner: Connection;
let app: Connection;
beforeAll(async () => {
  test = await createTestDatabase();
  [owner, app] = await Promise.all([connectTo(test.ownerUrl), connectTo(test.appUrl)]);
});
afterAll(async () => {
  await Promise.all([owner.close(), app.close()]);
  await test.drop();
});

it('has a sample of every model, and every table is a model', async () => {
  expect(await tablesOf(owner)).toEqual([...models].sort());
  expect(Object.keys(sampleRows).sort()).toEqual([...models].sort());
});

describe.each(models)('%s', (model) => {
  let place: Place;
  let row: Readonly<Record<string, unknown>>;
  /** The organisation whose log must tell of the row. */
  let home: string;
  let key: Statement;

  beforeEach(async () => {
    place = await makePlace(owner);
    if (model === 'GuestBot')
      await writeTold(owner, place.organisationId, [insertOf('Membership', sampleRows.Membership(place))]);
    row = sampleRows[model](place);
    home = String(row['organisationId'] ?? (model === 'Organisation' ? row['id'] : PLATFORM_ORGANISATION));
    const names = (await primaryKeyOf(owner, model)).filter((name) => row[name] !== undefined);
    key = {
      sql: names.map((name, index) => `"${name}" = $${index + 1}`).join(' and '),
      values: names.map((name) => row[name]),
    };
  });

  const found = () => owner.query(`select * from "${model}" where ${key.sql}`, key.values ?? []);
  const bare = (statement: Statement) => commit(app, [scopeOf(home), statement]);
  const withEvent = (statement: Statement) => commit(app, [scopeOf(home), statement, ...told(home)]);
  /** By the app where it may, otherwise as clawberth_keeper's functions do. */
  const put = async () => {
    if (!isClosed(model, 'create')) return writeTold(app, home, [insertOf(model, row)]);
    // An organisation's chain is there as soon as its first event.
    if (model !== 'AuditChain') await mustCommit(owner, [insertOf(model, row)]);
  };

  it('create', async () => {
    const before = await found();
    const create = insertOf(model, row);
    if (isClosed(model, 'create')) {
      expect(await bare(create)).toMatch(NO_RIGHT);
      expect(await withEvent(create)).toMatch(NO_RIGHT);
      expect(await found()).toEqual(before);
      return;
    }
    // An event of the log is itself what the others lack.
    if (model !== 'AuditEvent') {
      expect(await bare(create)).toMatch(NO_EVENT);
      expect(await found()).toEqual([]);
    }
    expect(await withEvent(create)).toBeNull();
    expect((await found()).length).toBeGreaterThan(before.length);
  });

  it('update, column by column', async () => {
    await put();
    const before = await found();
    expect(before).not.toEqual([]);
    const columns = await plainColumnsOf(owner, model);
    const closed = (name: string) => isClosed(model, 'update') || CLOSED_COLUMNS[model]?.includes(name) === true;
    const update = (sets: string) => ({
      sql: `update "${model}" set ${sets} where ${key.sql}`,
      ...(key.values && { values: key.values }),
    });
    for (const column of columns) {
      const refusal = await bare(update(`"${column.name}" = ${otherValue(column)}`));
      expect({ column: column.name, refusal }).toEqual({
        column: column.name,
        refusal: expect.stringMatching(closed(column.name) ? NO_RIGHT : NO_EVENT) as unknown,
      });
    }
    expect(await found()).toEqual(before);
    const open = columns.filter(({ name }) => !closed(name));
    if (open.length === 0) return;
    const sets = open.map((column) => `"${column.name}" = ${otherValue(column)}`).join(', ');
    expect(await withEvent(update(sets))).toBeNull();
    expect(await found()).not.toEqual(before);
  });

  it('delete', async () => {
    await put();
    const before = await found();
    const remove = { sql: `delete from "${model}" where ${key.sql}`, ...(key.values && { values: key.values }) };
    const closed = isClosed(model, 'delete');
    expect(await bare(remove)).toMatch(closed ? NO_RIGHT : NO_EVENT);
    expect(await found()).toEqual(before);
    const refusal = await withEvent(remove);
    if (closed) expect(refusal).toMatch(NO_RIGHT);
    else {
      expect(refusal).toBeNull();
      expect(await found()).toEqual([]);
    }
  });

  it('truncate', async () => {
    expect(await withEvent({ sql: `truncate "${model}" cascade` })).toMatch(NO_RIGHT);
  });

  it('an event of another organisation does not count', async () => {
    if (model === 'AuditEvent' || isClosed(model, 'create')) return;
    const other = await makePlace(owner);
    const places = [
      ...new Set([other.organisationId, home === PLATFORM_ORGANISATION ? place.organisationId : PLATFORM_ORGANISATION]),
    ];
    const events = places.flatMap((id) => [scopeOf(id), eventOf(id)]);
    expect(await commit(app, [scopeOf(home), insertOf(model, row), ...events])).toMatch(NO_EVENT);
  });
});

describe('the trigger', () => {
  /** Tables that the app may write past any audit event. */
  const unaudited = async () =>
    (
      await owner.query<{ relname: string }>(
        `select c.relname from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
           and has_table_privilege($1, c.oid, 'insert, update, delete')
           and not exists (
             select from pg_trigger t join pg_constraint k on k.oid = t.tgconstraint
             where t.tgrelid = c.oid and t.tgname = c.relname || '_audited' and t.tgenabled = 'O'
               and t.tgdeferrable and t.tginitdeferred
               -- after, each row; on insert, update and delete
               and t.tgtype = 1 + 4 + 8 + 16)`,
        [decodeURIComponent(new URL(test.appUrl).username)],
      )
    )
      .map((row) => row.relname)
      .sort();

  it('is on every table that the app may write, but the log itself', async () => {
    expect(await unaudited()).toEqual(['AuditEvent']);
  });

  it('is missed on a table that is added without it', async () => {
    await owner.query(`create table "Later" ("id" uuid primary key, "organisationId" uuid not null)`);
    expect(await unaudited()).toEqual(['AuditEvent', 'Later']);
    expect(await tablesOf(owner)).not.toEqual([...models].sort());
    const { organisationId } = await makePlace(owner);
    const create = { sql: `insert into "Later" values (gen_random_uuid(), $1)`, values: [organisationId] };
    // As the generated tests would find: nothing refuses it.
    expect(await commit(app, [scopeOf(organisationId), create])).toBeNull();
    await owner.query('drop table "Later"');
  });
});
