import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { filesBelow } from './files.ts';
import type { Instance } from './instance.ts';
import { sample, type Sample } from './sample.ts';

const run = promisify(execFile);
const MOST_BYTES = 1024 ** 3;

/** What a backup of the database holds, and every bytea in it by its bytes. */
export async function* databaseDump(instance: Instance): AsyncGenerator<Sample> {
  const dump = await asPostgres(instance, 'pg_dump', ['-d', 'clawberth']);
  yield sample('pg_dump', dump);
  yield sample('pg_dumpall --globals-only', await asPostgres(instance, 'pg_dumpall', ['--globals-only']));
  const bytea = /\\\\x((?:[0-9a-f]{2}){8,})/g;
  const values = [...dump.toString('latin1').matchAll(bytea)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
  yield sample('bytea of pg_dump, decoded', Buffer.concat(values.flatMap((value) => [value, Buffer.from('\n')])));
}

/** The cluster's own files: rows that are dead, the write-ahead log, indexes, statistics. */
export async function* databaseFiles(instance: Instance): AsyncGenerator<Sample> {
  await asPostgres(instance, 'psql', ['-X', '-q', '-d', 'postgres', '-c', 'checkpoint']);
  yield* filesBelow(`${instance.home}/postgres`);
}

/** What one of Postgres’ programs prints, as its superuser. */
export async function asPostgres({ home, ports }: Instance, program: string, args: string[]): Promise<Buffer> {
  const where = ['-h', `${home}/run`, '-p', String(ports.postgres)];
  const { stdout } = await run('runuser', ['-u', 'postgres', '--', program, ...where, ...args], {
    cwd: '/',
    encoding: 'buffer',
    maxBuffer: MOST_BYTES,
  });
  return stdout;
}
