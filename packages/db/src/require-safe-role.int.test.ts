import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from './client.ts';
import { asSuperuser } from './testing/as-superuser.ts';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from './testing/index.ts';

let test: TestDatabase;
let owner: Connection;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = await connectTo(test.ownerUrl);
});
afterAll(async () => {
  await owner.close();
  await test.drop();
});

async function asked(url: string): Promise<string> {
  const database = createDatabase({ url, maxConnections: 1 });
  try {
    return await database.requireSafeRole().then(
      () => 'safe',
      (error: Error) => error.message,
    );
  } finally {
    await database.close();
  }
}

const REMEDY = 'Give the app a role of its own (DATABASE_URL) and run the migrations.';
const because = (reason: string) => `The database is not safe to work with: ${reason}. ${REMEDY}`;

it("passes the app's own role", async () => {
  expect(await asked(test.appUrl)).toBe('safe');
});

it('refuses the owner of the tables, and whoever only poses as the app', async () => {
  expect(await asked(test.ownerUrl)).toContain('it owns tables');
  expect(await asked(test.keeperUrl)).toContain('it signs in as one role and acts as another');
  await owner.query(`grant clawberth_test_app to current_user`);
  const posing = new URL(test.ownerUrl);
  posing.searchParams.set('options', '-c role=clawberth_test_app');
  expect(await asked(posing.href)).toContain('it signs in as one role and acts as another');
  await owner.query(`revoke clawberth_test_app from current_user`);
});

describe('a role of another kind', () => {
  let role: string;
  let url: string;
  beforeEach(async () => {
    role = `clawberth_test_role_${randomBytes(4).toString('hex')}`;
    const password = randomBytes(8).toString('hex');
    await owner.query(`create role ${role} login password '${password}'`);
    url = Object.assign(new URL(test.appUrl), { username: role, password }).href;
  });
  afterEach(async () => {
    await asSuperuser(test.ownerUrl, `alter role ${role} nosuperuser; drop owned by ${role}; drop role ${role};`);
  });

  it('without any power passes', async () => {
    expect(await asked(url)).toBe('safe');
  });

  const powers = 'it is a superuser, or may bypass row security, replicate, or make roles or databases';
  const owns = 'it owns tables, functions, a schema or the database';
  it.each<[string, (name: string) => string, string]>([
    ['superuser', (name) => `alter role ${name} superuser`, powers],
    ['bypassrls', (name) => `alter role ${name} bypassrls`, powers],
    ['replication', (name) => `alter role ${name} replication`, powers],
    ['createrole', (name) => `alter role ${name} createrole`, powers],
    ['createdb', (name) => `alter role ${name} createdb`, powers],
    [
      'owner of a table',
      (name) =>
        `create table "Own" (); alter table "Own" enable row level security, force row level security, owner to ${name}`,
      owns,
    ],
    [
      'owner of a function',
      (name) => `create function own() returns int language sql as 'select 1'; alter function own() owner to ${name}`,
      owns,
    ],
    ['owner of a schema', (name) => `create schema own authorization ${name}`, owns],
    ['member of the keeper', (name) => `grant clawberth_keeper to ${name}`, 'it is a member of another role'],
    ['member of a role of Postgres', (name) => `grant pg_read_all_data to ${name}`, 'it is a member of another role'],
    [
      'allowed to delete from the log',
      (name) => `grant delete on "AuditEvent" to ${name}`,
      'it may change the audit log',
    ],
    ['allowed to empty the log', (name) => `grant truncate on "AuditEvent" to ${name}`, 'it may change the audit log'],
  ])('%s is refused, with what to do', async (_, make, reason) => {
    await asSuperuser(test.ownerUrl, make(role));
    const answer = await asked(url);
    expect(answer).toContain(reason);
    expect(answer).toContain(REMEDY);
  });
});

describe('a table that is not as it should be', () => {
  it.each([
    [
      'without forced row-level security',
      'alter table "Bot" no force row level security',
      'alter table "Bot" force row level security',
      'row-level security is not forced on Bot',
    ],
    [
      'without row-level security',
      'alter table "Mail" disable row level security',
      'alter table "Mail" enable row level security',
      'row-level security is not forced on Mail',
    ],
    [
      'that is new and has none',
      'create table "Later" (id int)',
      'drop table "Later"',
      'row-level security is not forced on Later',
    ],
    [
      'with its trigger switched off',
      'alter table "Bot" disable trigger "Bot_audited"',
      'alter table "Bot" enable trigger "Bot_audited"',
      'triggers are switched off on Bot',
    ],
    [
      'whose trigger fires for replicas only',
      'alter table "Bot" enable replica trigger "Bot_audited"',
      'alter table "Bot" enable trigger "Bot_audited"',
      'triggers are switched off on Bot',
    ],
  ])('%s: nobody may start', async (_, spoil, mend, reason) => {
    await owner.query(spoil);
    expect(await asked(test.appUrl)).toBe(because(reason));
    await owner.query(mend);
    expect(await asked(test.appUrl)).toBe('safe');
  });
});
