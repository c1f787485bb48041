import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectTo } from './connect-to.ts';

/**
 * Runs SQL in the database of `ownerUrl` as a superuser of the server: the owner where it is one, otherwise postgres over
 * the server's socket, as `npm test` made it. Throws where there is neither.
 */
export async function asSuperuser(ownerUrl: string, sql: string): Promise<void> {
  const owner = await connectTo(ownerUrl);
  try {
    const [role] = await owner.query<{ rolsuper: boolean }>(
      'select rolsuper from pg_roles where rolname = session_user',
    );
    if (role?.rolsuper === true) return void (await owner.query(sql));
  } finally {
    await owner.close();
  }
  runAsPostgres(ownerUrl, 'psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1'], Buffer.from(sql));
}

/** Runs a program of Postgres' on the database of `ownerUrl` as its superuser, over the server's socket. Gives its output. */
export function runAsPostgres(
  ownerUrl: string,
  program: string,
  args: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Buffer {
  const { port, pathname } = new URL(ownerUrl);
  const database = ['-h', socketFolder(port), '-p', port, '-d', pathname.slice(1)];
  const command = ['-u', 'postgres', '--', program, ...database, ...args];
  const { status, stdout, stderr } = spawnSync('runuser', command, { input, cwd: '/', maxBuffer: 2 ** 31 - 1 });
  if (status !== 0) throw new Error(`${program} as postgres: ${stderr.toString('utf8')}`);
  return stdout;
}

function socketFolder(port: string): string {
  const instances = '/var/lib/clawberth';
  const homes = existsSync(instances) ? readdirSync(instances).map((name) => join(instances, name)) : [];
  const home = process.env['CLAWBERTH_HOME'];
  const folders = (home === undefined ? homes : [home, ...homes]).map((folder) => join(folder, 'run'));
  const found = folders.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`)));
  if (found !== undefined) return found;
  throw new Error(
    `This test needs a superuser: let \`npm test\` make the server, or set TEST_DATABASE_OWNER_URL to the URL of one.`,
  );
}
