import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDatabase, type Database, type TenantTx } from './index.ts';
import { appendEvent, createTestDatabase, type TestDatabase } from './testing/index.ts';

let test: TestDatabase;
let database: Database;
let owner: Client;
let app: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.appUrl, maxConnections: 2 });
  owner = new Client({ connectionString: test.ownerUrl });
  app = new Client({ connectionString: test.appUrl });
  await Promise.all([owner.connect(), app.connect()]);
});

afterAll(async () => {
  await database.close();
  await Promise.all([owner.end(), app.end()]);
  await test.drop();
});

/** A transaction in the organisation that says in its log that something happened. */
function act<T>(organisationId: string, fn: (tx: TenantTx) => Promise<T>): Promise<T> {
  return database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const value = await fn(tx);
    await appendEvent(tx, organisationId);
    return value;
  });
}

async function createBot() {
  const organisationId = randomUUID();
  return act(organisationId, async (tx) => {
    await tx.organisation.create({ data: { id: organisationId, slug: organisationId, name: 'Harbour' } });
    const bot = {
      name: 'Pilot',
      template: 'support',
      providerId: 'demo',
      modelId: 'demo',
      desiredState: 'running',
    } as const;
    return tx.bot.create({ data: { ...bot, id: randomUUID(), deployKey: randomUUID(), organisationId } });
  });
}

async function withListening(run: (heard: string[], reconnects: () => number) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const heard: string[] = [];
  let reconnects = 0;
  await database.listen(
    'bot_changed',
    (payload) => heard.push(payload),
    stop.signal,
    () => {
      reconnects += 1;
    },
  );
  await run(heard, () => reconnects);
  stop.abort();
}

/** Waits until everything that was notified before this call has been heard. */
async function settle(heard: string[]): Promise<string[]> {
  const marker = `marker-${randomUUID()}`;
  await owner.query("select pg_notify('bot_changed', $1)", [marker]);
  await vi.waitFor(() => expect(heard).toContain(marker));
  return heard.splice(0).filter((payload) => !payload.startsWith('marker-'));
}

describe('listen', () => {
  it("hears a bot's id when the bot or what belongs to it changes, and not when a lease is renewed", async () => {
    await withListening(async (heard) => {
      const { id: botId, organisationId } = await createBot();
      expect(await settle(heard)).toEqual([botId]);

      await database.lookup.$queryRaw`select * from claim_lease(${botId}::uuid, 'worker-1', 0.001)`;
      expect(await settle(heard)).toEqual([]);

      await act(organisationId, (tx) => tx.bot.update({ where: { id: botId }, data: { observedState: 'starting' } }));
      expect(await settle(heard)).toEqual([botId]);

      await act(organisationId, (tx) =>
        tx.deployStage.create({
          data: { organisationId, botId, generation: 1, stage: 'reserved', status: 'done', startedAt: new Date() },
        }),
      );
      expect(await settle(heard)).toEqual([botId]);

      await act(organisationId, (tx) =>
        tx.pairingRequest.create({
          data: {
            id: randomUUID(),
            organisationId,
            botId,
            channel: 'telegram',
            accountId: 'default',
            requestId: 'r1',
            senderId: '42',
            askedAt: new Date(),
            expiresAt: new Date(),
          },
        }),
      );
      expect(await settle(heard)).toEqual([botId]);

      await act(organisationId, (tx) =>
        tx.sandboxCommand.create({
          data: {
            id: randomUUID(),
            organisationId,
            botId,
            kind: 'pairing_approve',
            payload: {},
            correlationId: randomUUID(),
          },
        }),
      );
      expect(await settle(heard)).toEqual([botId]);
    });
  });

  it('hears nothing of a transaction that is rolled back', async () => {
    await withListening(async (heard) => {
      const { id: botId, organisationId } = await createBot();
      await settle(heard);
      await expect(
        act(organisationId, async (tx) => {
          await tx.bot.update({ where: { id: botId }, data: { name: 'Other' } });
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await settle(heard)).toEqual([]);
    });
  });

  it('connects again when the connection breaks, and says so', async () => {
    await withListening(async (heard, reconnects) => {
      // What a backend runs is shown, and ending it allowed, to its own role only.
      await app.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'",
      );
      await vi.waitFor(() => expect(reconnects()).toBe(1), { timeout: 10_000 });
      await owner.query("select pg_notify('bot_changed', 'after')");
      await vi.waitFor(() => expect(heard).toContain('after'));
    });
  });

  it('stops when the signal aborts', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    await database.listen('bot_changed', (payload) => heard.push(payload), stop.signal);
    stop.abort();
    await withListening(async (others) => {
      await createBot();
      await settle(others);
    });
    expect(heard).toEqual([]);
  });

  it('rejects when Postgres cannot be reached at first', async () => {
    const nowhere = createDatabase({ url: 'postgresql://nobody:x@127.0.0.1:1/none', maxConnections: 1 });
    await expect(nowhere.listen('bot_changed', () => undefined, new AbortController().signal)).rejects.toThrow(
      /ECONNREFUSED/,
    );
    await expect(nowhere.ping()).rejects.toThrow(/ECONNREFUSED/);
    await nowhere.close();
  });
});
