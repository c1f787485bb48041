import { afterAll, beforeAll, expect } from 'vitest';
import { look, scopeOf, type Statement } from './bare-sql.ts';
import { tablesWith } from './catalogue.ts';
import { connectTo, type Connection } from './connect-to.ts';
import { createTestDatabase } from './create-test-database.ts';
import { makePerson, makeTwoTenants, type Tenant } from './make-two-tenants.ts';
import { sampleRows } from './sample-rows.ts';

/** Tables of an organisation that the app may not even look at. */
export const UNSEEN = ['ObservationMark', 'RefusalTally'];
export const REFUSED = /violates row-level security policy|^permission denied for table/;

/** Two organisations in a database of the test file's own, to look at and meddle with as the app. */
export type Tenants = {
  owner: Connection;
  app: Connection;
  ours: Tenant;
  theirs: Tenant;
  /** A person who is no member anywhere. */
  newcomer: string;
  /** The tables with an organisationId that the app may read. */
  tables: string[];
};

export function useTenants(): Tenants {
  const world = {} as Tenants;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const test = await createTestDatabase();
    const [owner, app] = await Promise.all([connectTo(test.ownerUrl), connectTo(test.appUrl)]);
    const { ours, theirs } = await makeTwoTenants(owner);
    const newcomer = await makePerson(owner, ours);
    const tables = (await tablesWith(owner, 'organisationId')).filter((table) => !UNSEEN.includes(table));
    Object.assign(world, { owner, app, ours, theirs, newcomer, tables });
    drop = async () => {
      await Promise.all([owner.close(), app.close()]);
      await test.drop();
    };
  });
  afterAll(() => drop());
  return world;
}

export type Counts = Record<string, number>;

/** How many rows of a tenant each table shows. */
export async function seen(
  { tables, app }: Tenants,
  scope: readonly Statement[],
  tenant: Tenant,
  connection: Connection = app,
): Promise<Counts> {
  const counts: Counts = {};
  for (const table of tables) {
    const sql = `select count(*)::int as count from "${table}" where "organisationId" = $1`;
    const [row] = await look<{ count: number }>(connection, scope, { sql, values: [tenant.organisationId] });
    counts[table] = row?.count ?? NaN;
  }
  return counts;
}

/** How many rows of a tenant there are. */
export const all = (world: Tenants, tenant: Tenant) => seen(world, [], tenant, world.owner);

/** The same outcome for every table. */
export const each = <T>({ tables }: Tenants, outcome: T): Record<string, T> =>
  Object.fromEntries(tables.map((table) => [table, outcome]));

/** For each table, what becomes of a statement: the number of rows it touched, or why it was refused. It is undone. */
export async function tried(
  { tables, app }: Tenants,
  scope: readonly Statement[],
  attempt: (table: string) => Statement,
): Promise<Record<string, number | string>> {
  const outcomes: Record<string, number | string> = {};
  for (const table of tables) {
    await app.query('begin');
    try {
      for (const { sql, values } of scope) await app.query(sql, values);
      const { sql, values } = attempt(table);
      outcomes[table] = await app.count(sql, values);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      outcomes[table] = REFUSED.test(message) ? 'refused' : message;
    } finally {
      await app.query('rollback');
    }
  }
  return outcomes;
}

export const refusedOrNothing = (world: Tenants) =>
  each(world, expect.toSatisfy((outcome) => outcome === 0 || outcome === 'refused') as unknown);

/** A new row of the table in the tenant's place. */
export function rowOf({ newcomer }: Tenants, table: string, tenant: Tenant): Readonly<Record<string, unknown>> {
  const row = Object.entries(sampleRows).find(([name]) => name === table)?.[1];
  if (row === undefined) throw new Error(`How does a row of ${table} look?`);
  return row({ ...tenant, userId: table === 'Membership' ? newcomer : tenant.userId });
}

/** The scope of somebody who says that they stand in the organisation. */
export const as = (actor: string, { organisationId }: Tenant) => [scopeOf(organisationId, actor)];
