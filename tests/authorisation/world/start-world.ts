import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServices } from '@clawberth/core';
import { connectTo, createTestDatabase } from '@clawberth/db/testing';
import type { Connection } from '@clawberth/db/testing';
import { startOpenaiStandIn, startTelegramStandIn } from '@clawberth/testkit';
import type { Makers } from '../row.ts';
import { makeSide, makeWord } from './make-side.ts';
import type { Side } from './make-side.ts';
import { makeNetwork, startStandInAgent } from './stand-in-agent.ts';

/** The test world without our processes: a database with two organisations, and what stands for the outside. */
export type World = {
  ours: Side;
  theirs: Side;
  /** Sees every row of every organisation. */
  keeper: Connection;
  /** Owns the tables: may change what protects them. */
  tablesOwner: Connection;
  make: Makers;
  /** What a process of ours needs in its environment, ports aside. */
  env: Record<string, string>;
  stop: () => Promise<void>;
};

/** Makes a world of its own: needs TEST_DATABASE_OWNER_URL and TEST_REDIS_URL. */
export async function startWorld(): Promise<World> {
  const redisUrl = process.env['TEST_REDIS_URL'];
  if (redisUrl === undefined) throw new Error('TEST_REDIS_URL is not set; `npm test` sets it.');
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const database = await createTestDatabase();
    undo.push(() => database.drop());
    const folder = await mkdtemp(join(tmpdir(), 'clawberth-matrix-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const masterSecretFile = join(folder, 'master-secret');
    await writeFile(masterSecretFile, randomBytes(48).toString('base64'), { mode: 0o600 });
    const audit = { signingKeyFile: join(folder, 'audit-signing-key'), checkpointDir: folder };
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(audit.signingKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const [telegram, openai] = await Promise.all([startTelegramStandIn(), startOpenaiStandIn()]);
    undo.push(() => Promise.all([telegram.close(), openai.close()]));
    openai.addModel('gpt-5.4-mini');
    const make = makers(telegram, openai);
    const internalKey = randomBytes(32).toString('base64');
    const providerRoots = { openai: openai.url };
    const services = await createServices({
      databaseUrl: database.appUrl,
      redisUrl,
      masterSecretFile,
      internalKey: Buffer.from(internalKey),
      audit,
      outside: { telegramApiRoot: telegram.url, providerRoots },
      log: createLogger({ process: 'test', level: 'error' }),
      process: 'dashboard',
    });
    undo.push(() => services.close());
    const tablesOwner = await connectTo(database.ownerUrl);
    const keeper = await connectTo(database.keeperUrl);
    undo.push(() => Promise.all([tablesOwner.close(), keeper.close()]));
    const networks = [makeNetwork(1), makeNetwork(2)] as const;
    const ours = await makeSide(services, 'ours', networks[0], make);
    const theirs = await makeSide(services, 'theirs', networks[1], make);
    for (const [index, side] of [ours, theirs].entries()) {
      const agent = await startStandInAgent(networks[index] ?? networks[0], side.sealedTexts[0] ?? '');
      undo.push(() => agent.close());
    }
    const env = {
      CLAWBERTH_INSTANCE: 'matrix',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.appUrl,
      REDIS_URL: redisUrl,
      MASTER_SECRET_FILE: masterSecretFile,
      INTERNAL_KEY: internalKey,
      AUDIT_SIGNING_KEY_FILE: audit.signingKeyFile,
      AUDIT_CHECKPOINT_DIR: audit.checkpointDir,
      TELEGRAM_API_ROOT: telegram.url,
      PROVIDER_ROOTS: JSON.stringify(providerRoots),
      // Each person comes from an address of their own, as behind a proxy.
      TRUSTED_PROXY_HOPS: '1',
    };
    return { ours, theirs, keeper, tablesOwner, make, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Telegram = Awaited<ReturnType<typeof startTelegramStandIn>>;
type Openai = Awaited<ReturnType<typeof startOpenaiStandIn>>;

function makers(telegram: Telegram, openai: Openai): Makers {
  let id = 7_000_000_000;
  return {
    telegramToken: () => {
      id += 1;
      const token = `${id}:${randomBytes(35).toString('hex').slice(0, 35)}`;
      telegram.addBot({ token, id, username: `${makeWord('tg')}_bot`, name: makeWord('Telegram') });
      return token;
    },
    providerKey: () => {
      const key = `sk-proj-${randomBytes(24).toString('hex')}`;
      openai.addKey(key);
      return key;
    },
    word: () => makeWord('word'),
  };
}
