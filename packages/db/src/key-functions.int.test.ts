import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { look, scopeOf } from './testing/bare-sql.ts';
import { as, useTenants } from './testing/use-tenants.ts';

// What rotations of keys ask and what processes say of themselves: functions of clawberth_keeper, as keeper-functions has them.

const world = useTenants();
const ask = <Row extends object>(sql: string, values: readonly unknown[] = [], scope = [scopeOf('', '')]) =>
  look<Row>(world.app, scope, { sql, values });

describe('data keys, by their numbers alone', () => {
  it('lookup_master_key_use counts those of all organisations', async () => {
    const used = await ask('select * from lookup_master_key_use()');
    const [all] = await world.owner.query<{ count: string }>('select count(*) from "DataKey"');
    expect(used).toEqual([{ masterKeyVersion: 1, dataKeys: all?.count }]);
  });

  it('lookup_data_keys walks along all of them, page by page, without what they hold', async () => {
    const walk = 'select * from lookup_data_keys($1, $2, 3)';
    const seen: { organisationId: string; version: number }[] = [];
    for (let at = { organisationId: '00000000-0000-0000-0000-000000000000', version: 0 }; ;) {
      const page = await ask<typeof at>(walk, [at.organisationId, at.version]);
      const last = page.at(-1);
      if (last === undefined) break;
      expect(Object.keys(last)).toEqual([
        'organisationId',
        'version',
        'masterKeyVersion',
        'status',
        'createdAt',
        'emptiedAt',
      ]);
      seen.push(...page);
      at = last;
    }
    const organisations = new Set(seen.map(({ organisationId }) => organisationId));
    expect(organisations).toContain(world.ours.organisationId);
    expect(organisations).toContain(world.theirs.organisationId);
    expect(new Set(seen.map((key) => `${key.organisationId} ${key.version}`)).size).toBe(seen.length);
  });
});

describe('what processes say of themselves', () => {
  const report = (id: string, masterKeys: number[]) =>
    world.app.query('select report_process($1, $2, $3, $4, now(), 1, now())', [id, 'worker', 'here', masterKeys]);
  const reports = (scope = as('system', world.ours)) =>
    ask<{ id: string; masterKeys: number[] }>('select "id", "masterKeys" from "ProcessReport"', [], scope);

  it('is replaced by the next report, gone when it ends, and seen by Clawberth alone', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await report(one, [1]);
    await report(two, [1]);
    await report(one, [1, 2]);
    expect(await reports()).toEqual(
      expect.arrayContaining([
        { id: one, masterKeys: [1, 2] },
        { id: two, masterKeys: [1] },
      ]),
    );
    expect(await reports(as(world.ours.userId, world.ours))).toEqual([]);
    await world.app.query('select forget_process($1)', [two]);
    expect((await reports()).map(({ id }) => id)).not.toContain(two);
  });

  it('goes when nothing was heard for an hour', async () => {
    const [old, next] = [randomUUID(), randomUUID()];
    await report(old, [1]);
    await world.owner.query('set role clawberth_keeper');
    await world.owner.query(`update "ProcessReport" set "seenAt" = now() - interval '61 minutes' where "id" = $1`, [
      old,
    ]);
    await world.owner.query('reset role');
    await report(next, [1]);
    const living = (await reports()).map(({ id }) => id);
    expect([living.includes(old), living.includes(next)]).toEqual([false, true]);
  });
});
