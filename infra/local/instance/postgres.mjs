// @ts-check
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../lib/find-program.mjs';
import { livingPid } from '../lib/pid-file.mjs';
import { Problem } from '../lib/problem.mjs';
import { requireFreePort } from '../lib/require-free-port.mjs';
import { run, runOrFail } from '../lib/run-command.mjs';
import { say } from '../lib/say.mjs';
import { logTail, spawnService } from '../lib/spawn-service.mjs';
import { stopProcess } from '../lib/stop-process.mjs';
import { waitFor } from '../lib/wait-for.mjs';
import { idsOf } from '../lib/user-ids.mjs';
import { ensureDatabase } from './ensure-database.mjs';

/** @typedef {import('./describe-instance.mjs').Instance} Instance */

/** Where an instance's cluster is. @param {Instance} instance */
const dataFolder = (instance) => join(instance.home, 'postgres');

/** @param {Instance} instance */
const logFile = (instance) => join(instance.logs, 'postgres.log');

/** The pid of the instance's living postmaster. @param {Instance} instance */
export function postgresPid(instance) {
  return livingPid(join(dataFolder(instance), 'postmaster.pid'), dataFolder(instance));
}

/**
 * Starts the instance's Postgres unless it runs, and makes its roles and database.
 * @param {Instance} instance
 */
export async function ensurePostgres(instance) {
  if ((await postgresPid(instance)) === undefined) {
    if (!existsSync(join(dataFolder(instance), 'PG_VERSION'))) await makeCluster(instance);
    await startPostgres(instance);
  } else {
    await waitFor('Postgres answering', () => isReady(instance), { mend: `Read ${logFile(instance)}.` });
  }
  await ensureDatabase(instance);
}

/** Stops it in order: connections are ended, everything is on disk. @param {Instance} instance */
export async function stopPostgres(instance) {
  const pid = await postgresPid(instance);
  if (pid !== undefined) await stopProcess(pid, { signal: 'SIGINT', graceMs: 30_000 });
}

/** A cluster gets its name only when it is whole: an interrupted initdb leaves nothing behind. @param {Instance} instance */
async function makeCluster(instance) {
  say('· Making a database cluster');
  const data = dataFolder(instance);
  const leftovers = (await readdir(data).catch(() => [])).length;
  if (leftovers > 0) await rename(data, `${data}.incomplete-${Date.now()}`);
  else await rm(data, { recursive: true, force: true });
  const draft = `${data}.tmp`;
  const { uid, gid } = await idsOf('postgres');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await chown(draft, uid, gid);
  const auth = ['--auth-local=peer', '--auth-host=scram-sha-256'];
  const args = [
    '-u',
    'postgres',
    '--',
    (await findProgram('initdb')) ?? 'initdb',
    '-D',
    draft,
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    ...auth,
  ];
  await runOrFail('runuser', args, { cwd: '/', what: 'Making the database cluster (initdb)' });
  await rename(draft, data);
}

/** @param {Instance} instance */
async function startPostgres(instance) {
  const { postgres: port } = instance.ports;
  await requireFreePort(port, 'Postgres');
  // No postmaster of ours lives: the numbers in these files are stale, and may by now be other processes.
  await rm(join(dataFolder(instance), 'postmaster.pid'), { force: true });
  await rm(join(instance.run, `.s.PGSQL.${port}.lock`), { force: true });
  const { uid, gid } = await idsOf('postgres');
  await chown(instance.run, uid, gid);
  // After a crash the old server's helpers may hold its shared memory for a moment longer: hence more than one try.
  for (let attempt = 1; ; attempt += 1) {
    const child = await spawnPostgres(instance);
    const ready = await waitFor(
      'Postgres answering',
      async () => (child.exitCode !== null ? 'ended' : (await isReady(instance)) && 'ready'),
      {
        mend: `Read ${logFile(instance)}.`,
      },
    );
    if (ready === 'ready') return;
    if (attempt === 10) {
      throw new Problem(
        `Postgres does not start:\n${await logTail(logFile(instance))}`,
        'The last lines above name the reason.',
      );
    }
    await sleep(500);
  }
}

/** @param {Instance} instance */
async function spawnPostgres(instance) {
  const settings = {
    port: instance.ports.postgres,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: instance.run,
    max_connections: 300,
    ...disposable(instance),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = (await findProgram('postgres')) ?? 'postgres';
  const args = ['--reuid=postgres', '--regid=postgres', '--init-groups', program, '-D', dataFolder(instance), ...flags];
  const child = await spawnService('setpriv', args, { log: logFile(instance), cwd: '/' });
  child.unref();
  return child;
}

/** Tests throw their databases away, so they need not survive a power cut. @param {Instance} instance */
function disposable(instance) {
  return instance.name === 'test' ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {};
}

/** @param {Instance} instance */
async function isReady(instance) {
  const args = ['-q', '-h', instance.run, '-p', String(instance.ports.postgres), '-U', 'postgres', '-d', 'postgres'];
  const { code } = await run((await findProgram('pg_isready')) ?? 'pg_isready', args);
  return code === 0;
}
