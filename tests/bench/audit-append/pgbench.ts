import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Load, Measured } from './writers.ts';

const PGBENCH = '/usr/lib/postgresql/15/bin/pgbench';

/** The same transactions by Postgres' own load generator: its latencies have nothing of Node in them. */
export async function runPgbench(url: string, sql: string, { writers, seconds, rate }: Load): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'clawberth-pgbench-'));
  try {
    await writeFile(join(folder, 'append.sql'), sql);
    const paced = rate === null ? [] : ['-R', String(rate)];
    const words = ['-n', '-M', 'prepared', '-c', String(writers), '-j', '2', '-T', String(seconds), '-l', ...paced];
    await promisify(execFile)(PGBENCH, [...words, '-f', 'append.sql'], { cwd: folder, env: connection(url) });
    const times: number[] = [];
    for (const name of await readdir(folder)) {
      if (!name.startsWith('pgbench_log')) continue;
      for (const line of (await readFile(join(folder, name), 'utf8')).trim().split('\n')) {
        // client, transaction, latency in µs, script, second, µs, and with -R how late it began
        const [, , latency, , , , late = '0'] = line.split(' ');
        times.push((Number(latency) - Number(late)) / 1_000);
      }
    }
    return { times, perSecond: times.length / seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** By the environment, so that the password is on no command line. */
function connection(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const decoded = [hostname, port, username, password, pathname.slice(1)].map(decodeURIComponent);
  const [PGHOST = '', PGPORT = '', PGUSER = '', PGPASSWORD = '', PGDATABASE = ''] = decoded;
  return { PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE };
}
