import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createDatabase, type Database, type ReadClient, type Scope, type TenantTx } from './index.ts';
import { appendEvent, createTestDatabase, type TestDatabase } from './testing/index.ts';

let test: TestDatabase;
let database: Database;
let owner: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.appUrl, maxConnections: 4 });
  owner = new Client({ connectionString: test.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await database.close();
  await owner.end();
  await test.drop();
});

const within = (organisationId: string): Scope => ({ organisationId, actor: 'system' });
const readIn = (organisationId: string) => database.reader(within(organisationId));

/** A transaction in the organisation that says in its log that something happened. */
function act<T>(organisationId: string, fn: (tx: TenantTx) => Promise<T>): Promise<T> {
  return database.tenantTransaction(within(organisationId), async (tx) => {
    const value = await fn(tx);
    await appendEvent(tx, organisationId);
    return value;
  });
}

async function createOrganisation(): Promise<string> {
  const id = randomUUID();
  await act(id, (tx) => tx.organisation.create({ data: { id, slug: id, name: 'Harbour' } }));
  return id;
}

function createBot(tx: TenantTx, organisationId: string, telegramBotId: bigint | null = null) {
  const bot = {
    name: 'Pilot',
    template: 'support',
    providerId: 'demo',
    modelId: 'demo',
    desiredState: 'running',
  } as const;
  return tx.bot.create({ data: { ...bot, id: randomUUID(), deployKey: randomUUID(), organisationId, telegramBotId } });
}

describe('read', () => {
  it('has no method that writes', () => {
    expectTypeOf<keyof ReadClient['bot']>().toEqualTypeOf<
      | 'findUnique'
      | 'findUniqueOrThrow'
      | 'findFirst'
      | 'findFirstOrThrow'
      | 'findMany'
      | 'count'
      | 'aggregate'
      | 'groupBy'
    >();
    expectTypeOf<ReadClient>().not.toHaveProperty('$executeRaw');
    expectTypeOf<ReadClient>().not.toHaveProperty('$transaction');
    expectTypeOf<ReadClient>().not.toHaveProperty('$queryRawUnsafe');
  });

  it('keeps the types of what is selected', async () => {
    const found = await readIn(randomUUID()).bot.findMany({
      select: { id: true, organisation: { select: { slug: true } } },
    });
    expectTypeOf(found).toEqualTypeOf<{ id: string; organisation: { slug: string } }[]>();
    expect(found).toEqual([]);
  });
});

it('keeps the plan of a statement that asks for it, and of no other', async () => {
  const single = createDatabase({ url: test.appUrl, maxConnections: 1 });
  try {
    await single.lookup.$queryRaw`/* prepared:kept_here */ select ${1}::int as one`;
    await single.lookup.$queryRaw`select ${2}::int as two`;
    expect(await single.lookup.$queryRaw`select name from pg_prepared_statements`).toEqual([{ name: 'kept_here' }]);
  } finally {
    await single.close();
  }
});

describe('tenantTransaction', () => {
  it('tells Postgres the organisation and who asks, in this transaction only', async () => {
    const id = await createOrganisation();
    const userId = randomUUID();
    const inside = await database.tenantTransaction(
      { organisationId: id, actor: { userId } },
      (tx) =>
        tx.$queryRaw<object[]>`
        select current_setting('app.organisation') as organisation, current_setting('app.actor') as actor,
               current_setting('transaction_isolation') as level`,
    );
    expect(inside).toEqual([{ organisation: id, actor: userId, level: 'read committed' }]);
    const outside = await Promise.all(
      [1, 2, 3, 4].map(
        () =>
          database.lookup
            .$queryRaw`select concat(current_setting('app.organisation', true), current_setting('app.actor', true)) as scope`,
      ),
    );
    expect(outside).toEqual(Array.from({ length: 4 }, () => [{ scope: '' }]));
  });

  it('rolls everything back when fn throws', async () => {
    const id = await createOrganisation();
    await expect(
      act(id, async (tx) => {
        await createBot(tx, id);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await readIn(id).bot.count({ where: { organisationId: id } })).toBe(0);
  });

  it('refuses what is no id before it asks Postgres', async () => {
    const nothing = () => Promise.resolve();
    await expect(database.tenantTransaction(within("' or 1=1"), nothing)).rejects.toThrow(TypeError);
    const actor = { userId: "' or 1=1" };
    await expect(database.tenantTransaction({ organisationId: null, actor }, nothing)).rejects.toThrow(TypeError);
    await expect(database.reader({ organisationId: null, actor }).bot.findMany()).rejects.toThrow(TypeError);
  });

  it("runs the loser of a deadlock again, for Prisma's own queries and raw ones", async () => {
    const id = await createOrganisation();
    for (const rename of [
      (tx: TenantTx, botId: string) => tx.bot.update({ where: { id: botId }, data: { name: 'Renamed' } }),
      (tx: TenantTx, botId: string) => tx.$executeRaw`update "Bot" set name = 'Renamed' where id = ${botId}::uuid`,
    ]) {
      const [first, second] = await act(id, async (tx) => [(await createBot(tx, id)).id, (await createBot(tx, id)).id]);
      if (first === undefined || second === undefined) throw new Error('no bots');
      let runs = 0;
      const bothHoldOne = barrier(2);
      const crosswise = (mine: string, theirs: string) => {
        let attempt = 0;
        return act(id, async (tx) => {
          runs += 1;
          attempt += 1;
          await rename(tx, mine);
          if (attempt === 1) await bothHoldOne();
          await rename(tx, theirs);
        });
      };
      await Promise.all([crosswise(first, second), crosswise(second, first)]);
      expect(runs).toBeGreaterThan(2);
    }
  });

  it('gives up after three more tries', async () => {
    const id = await createOrganisation();
    let runs = 0;
    const conflict = act(id, async (tx) => {
      runs += 1;
      await tx.$executeRaw`do $$ begin raise exception 'made up' using errcode = 'serialization_failure'; end $$`;
    });
    await expect(conflict).rejects.toThrow('made up');
    expect(runs).toBe(4);
  });

  it('does not repeat any other failure', async () => {
    const id = await createOrganisation();
    let runs = 0;
    const twice = act(id, async (tx) => {
      runs += 1;
      await tx.organisation.create({ data: { id, slug: id, name: 'Again' } });
    });
    await expect(twice).rejects.toMatchObject({ code: 'P2002' });
    expect(runs).toBe(1);
  });
});

describe("the database's own rules", () => {
  it('lets one living bot hold a Telegram bot, and frees it as soon as the bot is to be deleted', async () => {
    const [here, there] = [await createOrganisation(), await createOrganisation()];
    const bot = await act(here, (tx) => createBot(tx, here, 4711n));
    const claim = () => act(there, (tx) => createBot(tx, there, 4711n));
    await expect(claim()).rejects.toMatchObject({ code: 'P2002' });
    await act(here, (tx) => tx.bot.update({ where: { id: bot.id }, data: { desiredState: 'deleted' } }));
    await expect(claim()).resolves.toMatchObject({ telegramBotId: 4711n });
  });

  it('lets bots without Telegram live side by side', async () => {
    const id = await createOrganisation();
    await act(id, (tx) => createBot(tx, id));
    await expect(act(id, (tx) => createBot(tx, id))).resolves.toBeDefined();
  });

  it('gives the app role no power beyond its tables', async () => {
    const role = await owner.query(
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
              exists (select 1 from pg_class where relowner = r.oid) as owns
         from pg_roles r where rolname = $1`,
      [new URL(test.appUrl).username],
    );
    expect(Object.values(role.rows[0])).toEqual(Array(6).fill(false));
    const beyond = [
      database.lookup.$queryRaw`create table "Mine" (id int)`,
      database.lookup.$queryRaw`select 1 from "_prisma_migrations"`,
    ];
    for (const query of beyond) await expect(query).rejects.toThrow(/permission denied|denied access/);
  });
});

/** A promise that resolves for everyone once `size` callers wait for it. */
function barrier(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === size) resolve();
    return promise;
  };
}
