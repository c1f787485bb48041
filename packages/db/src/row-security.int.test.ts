import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PLATFORM_ORGANISATION } from './scope.ts';
import { commit, insertOf, look, scopeOf } from './testing/bare-sql.ts';
import { tablesOf, tablesWith } from './testing/catalogue.ts';
import { writeTold } from './testing/make-place.ts';
import { sampleRows } from './testing/sample-rows.ts';
import { all, as, each, refusedOrNothing, rowOf, seen, tried, UNSEEN, useTenants } from './testing/use-tenants.ts';

// Row-level security alone, over every table of an organisation that the catalogue knows, by the app's own connection.

const world = useTenants();

/** The app may only add to the log, and only read the chain. */
const closed = (table: string) => ['AuditEvent', 'AuditChain'].includes(table);

it('is enabled and forced on every table, and hides the keeper’s own', async () => {
  const open = await world.owner.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and relname <> '_prisma_migrations' and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect(open).toEqual([]);
  expect(world.tables.length).toBeGreaterThanOrEqual(15);
  for (const table of UNSEEN)
    expect(await commit(world.app, [...as('system', world.ours), { sql: `select * from "${table}"` }])).toMatch(
      /^permission denied/,
    );
});

describe('without a scope', () => {
  it('no table shows a row, but the master keys’ parameters, which every process needs to begin', async () => {
    const shown: string[] = [];
    for (const table of (await tablesOf(world.owner)).filter((name) => !UNSEEN.includes(name))) {
      const rows = await world.app.query(`select 1 from "${table}" limit 1`);
      if (rows.length > 0) shown.push(table);
    }
    expect(shown).toEqual([]);
    await writeTold(world.owner, PLATFORM_ORGANISATION, [insertOf('MasterKey', sampleRows.MasterKey(world.ours))]);
    expect(await world.app.query('select 1 from "MasterKey"')).toHaveLength(1);
    expect(await commit(world.app, [{ sql: `delete from "MasterKey"` }])).toBeNull();
    expect(await world.app.query('select 1 from "MasterKey"')).toHaveLength(1);
  });

  it.each([
    ['nothing', '', ''],
    ['an organisation and nobody', 'ours', ''],
    ['Clawberth and no organisation', '', 'system'],
    ['another spelling of system', 'ours', 'SYSTEM'],
    ['system with a space', 'ours', ' system'],
    ['a list', 'ours', 'system,system'],
    ['markup', 'ours', `' or true --`],
    ['the name of a role', 'ours', 'clawberth_keeper'],
    ['no user', 'ours', randomUUID()],
    ['the platform’s id as a user', 'ours', PLATFORM_ORGANISATION],
    ['an organisation that is none', randomUUID(), 'system'],
    ['the platform', PLATFORM_ORGANISATION, 'system'],
    ['two organisations', 'ours,theirs', 'system'],
    ['a pattern', '%', 'system'],
  ])('%s said, nothing of a tenant is seen', async (_, where, actor) => {
    const organisation = where
      .replace('ours', world.ours.organisationId)
      .replace('theirs', world.theirs.organisationId);
    for (const tenant of [world.ours, world.theirs]) {
      // What is no id at all, Postgres does not even compare.
      const counts = await seen(world, [scopeOf(organisation, actor)], tenant).catch((error: Error) =>
        error.message.startsWith('invalid input syntax for type uuid') ? each(world, 0) : error.message,
      );
      expect(counts).toEqual(each(world, 0));
    }
  });

  it('does not outlive its transaction', async () => {
    expect(await commit(world.app, [...as('system', world.ours), { sql: 'select 1' }])).toBeNull();
    expect(await seen(world, [], world.ours)).toEqual(each(world, 0));
  });
});

describe.each([
  ['Clawberth itself', () => 'system'],
  ['a member', () => world.ours.userId],
])('%s in an organisation', (_, actor) => {
  it('sees all of it and nothing of another', async () => {
    const counts = await all(world, world.ours);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
    expect(await seen(world, as(actor(), world.ours), world.ours)).toEqual(counts);
    expect(await seen(world, as(actor(), world.ours), world.theirs)).toEqual(each(world, 0));
  });

  it('inserts nothing into another', async () => {
    const outcomes = await tried(world, as(actor(), world.ours), (table) =>
      insertOf(table, rowOf(world, table, world.theirs)),
    );
    expect(outcomes).toEqual(each(world, 'refused'));
  });

  it('changes and deletes nothing of another', async () => {
    const values = [world.theirs.organisationId];
    const update = (table: string) => ({
      sql: `update "${table}" set "organisationId" = "organisationId" where "organisationId" = $1`,
      values,
    });
    const remove = (table: string) => ({ sql: `delete from "${table}" where "organisationId" = $1`, values });
    expect(await tried(world, as(actor(), world.ours), update)).toEqual(refusedOrNothing(world));
    expect(await tried(world, as(actor(), world.ours), remove)).toEqual(refusedOrNothing(world));
  });

  it('without any condition reaches its own rows alone', async () => {
    const counts = await all(world, world.ours);
    const outcomes = await tried(world, as(actor(), world.ours), (table) => ({
      sql: `update "${table}" set "organisationId" = "organisationId"`,
    }));
    for (const [table, outcome] of Object.entries(outcomes))
      expect({ table, outcome }).toEqual({ table, outcome: closed(table) ? 'refused' : counts[table] });
  });

  it('cannot move a row to another, nor take one over', async () => {
    const mine = [world.ours.organisationId];
    const other = [world.theirs.organisationId];
    // Without a condition Postgres asks the policies for changing alone, with one also those for reading.
    const moveAll = (table: string) => ({ sql: `update "${table}" set "organisationId" = $1`, values: other });
    const move = (table: string) => ({
      sql: `update "${table}" set "organisationId" = $1 where "organisationId" = $2`,
      values: [...other, ...mine],
    });
    const takeOver = (table: string) => ({
      sql: `update "${table}" set "organisationId" = $1 where "organisationId" = $2`,
      values: [...mine, ...other],
    });
    expect(await tried(world, as(actor(), world.ours), moveAll)).toEqual(each(world, 'refused'));
    expect(await tried(world, as(actor(), world.ours), move)).toEqual(each(world, 'refused'));
    expect(await tried(world, as(actor(), world.ours), takeOver)).toEqual(refusedOrNothing(world));
  });

  it('cannot hang a row of its own on a bot of another', async () => {
    const withBot = (await tablesWith(world.owner, 'botId')).filter(
      (table) => world.tables.includes(table) && !closed(table),
    );
    expect(withBot.length).toBeGreaterThanOrEqual(8);
    const across = { ...world.ours, botId: world.theirs.botId };
    for (const table of withBot) {
      const insert = { ...insertOf(table, rowOf(world, table, across)) };
      await expect(look(world.app, as(actor(), world.ours), insert), table).rejects.toThrow(/row-level security/);
      const update = { sql: `update "${table}" set "botId" = $1`, values: [world.theirs.botId] };
      await expect(look(world.app, as(actor(), world.ours), update), table).rejects.toThrow(/row-level security/);
    }
  });
});
