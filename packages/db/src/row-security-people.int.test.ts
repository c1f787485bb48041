import { beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_ORGANISATION } from './scope.ts';
import { commit, insertOf, look, scopeOf } from './testing/bare-sql.ts';
import { tablesWith } from './testing/catalogue.ts';
import { writeTold } from './testing/make-place.ts';
import { makePerson } from './testing/make-two-tenants.ts';
import { sampleRows } from './testing/sample-rows.ts';
import {
  all,
  as,
  each,
  REFUSED,
  refusedOrNothing,
  rowOf,
  seen,
  tried,
  useTenants,
  type Counts,
} from './testing/use-tenants.ts';

// Who is no member, or not any more, or only for some bots: row-level security alone, by the app's own connection.

const world = useTenants();

describe('somebody who does not, or no longer, belongs', () => {
  const membership = (userId: string, changes: object) =>
    insertOf('Membership', { ...sampleRows.Membership({ ...world.ours, userId }), ...changes });
  const visit = (userId: string, changes: object, tenant = world.ours) =>
    insertOf('SupportVisit', { ...sampleRows.SupportVisit({ ...tenant, userId }), ...changes });
  const past = new Date(Date.now() - 1_000);
  const staff = { platformRole: 'support' };

  it.each<[string, () => Promise<string>, Counts]>([
    ['a stranger', () => makePerson(world.owner, world.ours), {}],
    ['a member of another organisation', () => Promise.resolve(world.theirs.userId), {}],
    [
      'a removed member',
      async () => {
        const id = await makePerson(world.owner, world.ours, (userId) => [membership(userId, { role: 'admin' })]);
        expect((await seen(world, as(id, world.ours), world.ours))['Bot']).toBe(2);
        await writeTold(world.owner, world.ours.organisationId, [
          { sql: `delete from "Membership" where "userId" = $1`, values: [id] },
        ]);
        return id;
      },
      {},
    ],
    // Everybody sees their own memberships and visits, wherever they stand.
    [
      'a guest whose time is over',
      () =>
        makePerson(world.owner, world.ours, (userId) => [
          membership(userId, { role: 'guest', expiresAt: past }),
          insertOf(
            'GuestBot',
            sampleRows.GuestBot({ organisationId: world.ours.organisationId, botId: world.ours.botId, userId }),
          ),
        ]),
      { Membership: 1 },
    ],
    ['support staff without a visit', () => makePerson(world.owner, world.ours, () => [], staff), {}],
    [
      'support staff whose hour is over',
      () => makePerson(world.owner, world.ours, (id) => [visit(id, { expiresAt: past })], staff),
      { SupportVisit: 1 },
    ],
    [
      'support staff who ended the visit',
      () => makePerson(world.owner, world.ours, (id) => [visit(id, { endedAt: past })], staff),
      { SupportVisit: 1 },
    ],
    [
      'somebody with a visit who is no support staff',
      () => makePerson(world.owner, world.ours, (id) => [visit(id, {})]),
      { SupportVisit: 1 },
    ],
    [
      'support staff on a visit elsewhere',
      async () => {
        const id = await makePerson(world.owner, world.theirs, (userId) => [visit(userId, {}, world.theirs)], staff);
        expect((await seen(world, as(id, world.theirs), world.theirs))['Bot']).toBe(2);
        return id;
      },
      {},
    ],
  ])('%s sees nothing and changes nothing', async (_, make, own) => {
    const id = await make();
    expect(await seen(world, as(id, world.ours), world.ours)).toEqual({ ...each(world, 0), ...own });
    expect(
      await tried(world, as(id, world.ours), (table) => ({
        sql: `update "${table}" set "organisationId" = "organisationId"`,
      })),
    ).toEqual(refusedOrNothing(world));
    expect(await tried(world, as(id, world.ours), (table) => ({ sql: `delete from "${table}"` }))).toEqual(
      refusedOrNothing(world),
    );
    const inserts = await tried(world, as(id, world.ours), (table) => insertOf(table, rowOf(world, table, world.ours)));
    expect(inserts).toEqual(each(world, 'refused'));
  });

  it('support staff on a visit read all of the organisation, change nothing, and can say that they looked', async () => {
    const id = await makePerson(world.owner, world.ours, (userId) => [visit(userId, {})], staff);
    expect(await seen(world, as(id, world.ours), world.ours)).toEqual(await all(world, world.ours));
    expect(await seen(world, as(id, world.ours), world.theirs)).toEqual(each(world, 0));
    expect(
      await tried(world, as(id, world.ours), (table) => ({
        sql: `update "${table}" set "organisationId" = "organisationId"`,
      })),
    ).toEqual(refusedOrNothing(world));
    expect(await tried(world, as(id, world.ours), (table) => ({ sql: `delete from "${table}"` }))).toEqual(
      refusedOrNothing(world),
    );
    const inserts = await tried(world, as(id, world.ours), (table) => insertOf(table, rowOf(world, table, world.ours)));
    expect(inserts).toEqual({ ...each(world, 'refused'), AuditEvent: 1 });
    expect(
      await commit(world.app, [...as(id, world.ours), insertOf('AuditEvent', sampleRows.AuditEvent(world.theirs))]),
    ).toMatch(REFUSED);
  });
});

describe('a guest', () => {
  let guest: string;
  beforeAll(async () => {
    guest = await makePerson(world.owner, world.ours, (userId) => [
      insertOf('Membership', {
        ...sampleRows.Membership({ ...world.ours, userId }),
        role: 'guest',
        expiresAt: new Date(Date.now() + 60_000),
      }),
      insertOf(
        'GuestBot',
        sampleRows.GuestBot({ organisationId: world.ours.organisationId, botId: world.ours.botId, userId }),
      ),
    ]);
  });

  it('sees the bots that were named, what hangs on them, and nothing of the other', async () => {
    const children = (await tablesWith(world.owner, 'botId')).filter(
      (table) => world.tables.includes(table) && table !== 'AuditEvent',
    );
    for (const [table, column] of [['Bot', 'id'], ...children.map((name) => [name, 'botId'])]) {
      const of = async (botId: string) =>
        (
          await look(world.app, as(guest, world.ours), {
            sql: `select 1 from "${table}" where "${column}" = $1`,
            values: [botId],
          })
        ).length;
      expect({ table, named: await of(world.ours.botId), other: await of(world.ours.otherBotId) }).toEqual({
        table,
        named: 1,
        other: 0,
      });
    }
  });

  it('sees nothing that tells of the whole organisation, nobody else, and no other organisation', async () => {
    const counts = await seen(world, as(guest, world.ours), world.ours);
    const whole = ['AuditEvent', 'DataKey', 'Invitation', 'Mail', 'SupportVisit'];
    expect(Object.fromEntries(whole.map((table) => [table, counts[table]]))).toEqual(
      Object.fromEntries(whole.map((table) => [table, 0])),
    );
    expect([counts['Membership'], counts['GuestBot']]).toEqual([1, 1]);
    expect(await look(world.app, as(guest, world.ours), { sql: 'select "id" from "User"' })).toEqual([{ id: guest }]);
    expect(await seen(world, as(guest, world.ours), world.theirs)).toEqual(each(world, 0));
  });
});

describe('what belongs to a person', () => {
  const personal = ['Session', 'Identity', 'SecondFactor', 'RecoveryCode'] as const;

  it('is every table with a userId and no organisation', async () => {
    const withUser = await tablesWith(world.owner, 'userId');
    const tenant = await tablesWith(world.owner, 'organisationId');
    expect(withUser.filter((table) => !tenant.includes(table)).sort()).toEqual([...personal].sort());
  });

  it.each(personal)('%s: is world.theirs alone', async (table) => {
    for (const tenant of [world.ours, world.theirs])
      await writeTold(world.owner, PLATFORM_ORGANISATION, [insertOf(table, sampleRows[table](tenant))]);
    const own = await look(world.app, as(world.ours.userId, world.ours), { sql: `select "userId" from "${table}"` });
    expect(own).toEqual([{ userId: world.ours.userId }]);
    const forged = insertOf(table, sampleRows[table](world.theirs));
    expect(await commit(world.app, [...as(world.ours.userId, world.ours), forged])).toMatch(REFUSED);
    const take = { sql: `update "${table}" set "userId" = $1`, values: [world.theirs.userId] };
    await expect(look(world.app, as(world.ours.userId, world.ours), take)).rejects.toThrow(REFUSED);
  });

  it('User: themselves and the members of where they stand; Organisation: those they belong to', async () => {
    const users = (
      await look<{ id: string }>(world.app, as(world.ours.userId, world.ours), { sql: 'select "id" from "User"' })
    ).map(({ id }) => id);
    expect(users).toContain(world.ours.userId);
    expect(users).not.toContain(world.theirs.userId);
    const rename = { sql: `with u as (update "User" set "name" = 'X' returning "id") select * from u` };
    expect(await look(world.app, as(world.ours.userId, world.ours), rename)).toEqual([{ id: world.ours.userId }]);
    const organisations = await look(world.app, [scopeOf('', world.ours.userId)], {
      sql: 'select "id" from "Organisation"',
    });
    expect(organisations).toEqual([{ id: world.ours.organisationId }]);
    expect(await look(world.app, as('system', world.ours), { sql: 'select "id" from "Organisation"' })).toEqual([
      { id: world.ours.organisationId },
    ]);
    expect(await look(world.app, as(world.ours.userId, world.ours), { sql: 'select * from "SignInThrottle"' })).toEqual(
      [],
    );
  });
});
