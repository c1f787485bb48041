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
  ProcessReport: ['create', 'update', 'delete'],
};
/** Columns that only functions of clawberth_keeper change. */
const CLOSED_COLUMNS: Partial<Record<Prisma.ModelName, readonly string[]>> = {
  Bot: ['leaseOwner', 'leaseEpoch', 'leaseExpiresAt', 'lastInboundAt', 'lastAnsweredAt'],
  Session: ['lastSeenAt'],
};
const isClosed = (model: Prisma.ModelName, operation: Operation) => CLOSED[model]?.includes(operation) === true;

/** What became of a transaction, in a word; a message that is none of the two is given as it is. */
function outcome(refusal: string | null): string {
  if (refusal === null) return 'committed';
  if (refusal.startsWith('permission denied for table ')) return 'no right';
  if (/^a change of \w+ without an audit event of its organisation is refused$/.test(refusal)) return 'no event';
  return refusal;
}

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

/** The organisation whose log must tell of a row. */
const homeOf = (model: Prisma.ModelName, row: Readonly<Record<string, unknown>>) =>
  String(row['organisationId'] ?? (model === 'Organisation' ? row['id'] : PLATFORM_ORGANISATION));

describe.each(models)('%s', (model) => {
  let place: Place;
  let row: Readonly<Record<string, unknown>>;
  let home: string;
  let key: Required<Statement>;

  beforeEach(async () => {
    place = await makePlace(owner);
    if (model === 'GuestBot')
      await writeTold(owner, place.organisationId, [insertOf('Membership', sampleRows.Membership(place))]);
    row = sampleRows[model](place);
    home = homeOf(model, row);
    const names = (await primaryKeyOf(owner, model)).filter((name) => row[name] !== undefined);
    key = {
      sql: names.map((name, index) => `"${name}" = $${index + 1}`).join(' and '),
      values: names.map((name) => row[name]),
    };
  });

  const found = () => owner.query(`select * from "${model}" where ${key.sql}`, key.values);
  const bare = async (statement: Statement) => outcome(await commit(app, [scopeOf(home), statement]));
  const withEvent = async (statement: Statement) =>
    outcome(await commit(app, [scopeOf(home), statement, ...told(home)]));
  /** By the app where it may, otherwise as clawberth_keeper's functions do. */
  const put = async () => {
    if (!isClosed(model, 'create')) return writeTold(app, home, [insertOf(model, row)]);
    // An organisation's chain is there as soon as its first event.
    if (model !== 'AuditChain') await mustCommit(owner, [insertOf(model, row)]);
  };

  it('create', async () => {
    const closed = isClosed(model, 'create');
    // An event of the log is itself what the others lack.
    const bareOutcome = model === 'AuditEvent' ? 'committed' : 'no event';
    const create = insertOf(model, row);
    const before = (await found()).length;
    const first = await bare(create);
    const between = (await found()).length - before;
    const second = await withEvent(create);
    const made = (await found()).length > before + between;
    expect({ first, between, second, made }).toEqual(
      closed
        ? { first: 'no right', between: 0, second: 'no right', made: false }
        : {
            first: bareOutcome,
            between: model === 'AuditEvent' ? 1 : 0,
            second: 'committed',
            made: true,
          },
    );
  });

  it('update, column by column', async () => {
    await put();
    const before = await found();
    expect(before).not.toEqual([]);
    const columns = await plainColumnsOf(owner, model);
    const closed = (name: string) => isClosed(model, 'update') || CLOSED_COLUMNS[model]?.includes(name) === true;
    const update = (sets: string) => ({ sql: `update "${model}" set ${sets} where ${key.sql}`, values: key.values });
    const outcomes: Record<string, string> = {};
    for (const column of columns)
      outcomes[column.name] = await bare(update(`"${column.name}" = ${otherValue(column)}`));
    expect(outcomes).toEqual(
      Object.fromEntries(columns.map(({ name }) => [name, closed(name) ? 'no right' : 'no event'])),
    );
    expect(await found()).toEqual(before);

    const open = columns.filter(({ name }) => !closed(name));
    const sets = open.map((column) => `"${column.name}" = ${otherValue(column)}`).join(', ');
    // Where nothing may be changed, or nothing is but a key, there is nothing that an event could allow.
    const told = open.length === 0 ? 'committed' : await withEvent(update(sets));
    expect(told).toBe('committed');
    expect(JSON.stringify(await found()) === JSON.stringify(before)).toBe(open.length === 0);
  });

  it('delete', async () => {
    await put();
    const before = (await found()).length;
    expect(before).toBeGreaterThan(0);
    const remove = { sql: `delete from "${model}" where ${key.sql}`, values: key.values };
    const first = await bare(remove);
    const between = (await found()).length;
    const second = await withEvent(remove);
    const after = (await found()).length;
    expect({ first, between, second, after }).toEqual(
      isClosed(model, 'delete')
        ? { first: 'no right', between: before, second: 'no right', after: before }
        : { first: 'no event', between: before, second: 'committed', after: 0 },
    );
  });

  it('truncate', async () => {
    expect(await withEvent({ sql: `truncate "${model}" cascade` })).toBe('no right');
  });
});

const open = models.filter((model) => model !== 'AuditEvent' && !isClosed(model, 'create'));
it.each(open)('%s: an event of another organisation does not count', async (model) => {
  const [place, other] = [await makePlace(owner), await makePlace(owner)];
  const alsoNeeded =
    model === 'GuestBot' ? [insertOf('Membership', sampleRows.Membership(place)), ...told(place.organisationId)] : [];
  await mustCommit(owner, alsoNeeded);
  const row = sampleRows[model](place);
  const home = homeOf(model, row);
  const elsewhere = home === PLATFORM_ORGANISATION ? place.organisationId : PLATFORM_ORGANISATION;
  const events = [other.organisationId, elsewhere].flatMap((id) => [scopeOf(id), eventOf(id)]);
  expect(outcome(await commit(app, [scopeOf(home), insertOf(model, row), ...events]))).toBe('no event');
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
