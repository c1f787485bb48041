import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { BEHIND_ROLE, ensureTemplate } from './ensure-template.ts';
import { dropLeftovers } from './drop-leftovers.ts';
import { withDatabase } from '../database-url.ts';
import { testAppUrl } from './test-app-url.ts';

export type TestDatabase = {
  /** The owner's URL: migrations, and changing things behind the app's back. Row-level security holds for it too. */
  ownerUrl: string;
  /** Sees every row of every organisation: for looking behind the app's back. */
  keeperUrl: string;
  /** The app role's URL: what the processes get. */
  appUrl: string;
  drop(): Promise<void>;
};

/** One lock for all that tests do to the server outside their own database. */
const serverLock = 4_915_201_878;

/**
 * A migrated, empty database of the caller's own on the server of TEST_DATABASE_OWNER_URL, cloned from a
 * template that is built once per set of migrations. Call it once a test file and drop it at the end;
 * what a dead run left is dropped by the next. Throws a plain message when the variable is missing.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_OWNER_URL'];
  if (serverUrl === undefined || serverUrl === '') {
    throw new Error(
      'TEST_DATABASE_OWNER_URL is not set: these tests need a Postgres server. `npm test` starts one; ' +
        'or set it to the URL of a superuser of a server that holds nothing you need.',
    );
  }
  const name = `clawberth_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, async (server) => {
    await server.query('select pg_advisory_lock($1)', [serverLock]);
    await dropLeftovers(server);
    const template = await ensureTemplate(server, serverUrl);
    await server.query(`create database "${name}" template "${template}"`);
  });
  return {
    ownerUrl: withDatabase(serverUrl, name),
    keeperUrl: asKeeper(withDatabase(serverUrl, name)),
    appUrl: testAppUrl(withDatabase(serverUrl, name)),
    drop: () =>
      onServer(serverUrl, async (server) => {
        await server.query(`drop database if exists "${name}" with (force)`);
      }),
  };
}

/** The owner may become this role; ensureTemplate made it. */
function asKeeper(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', `-c role=${BEHIND_ROLE}`);
  return url.href;
}

async function onServer(serverUrl: string, work: (server: Client) => Promise<void>): Promise<void> {
  const server = new Client({ connectionString: serverUrl });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
