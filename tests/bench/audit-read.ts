// npm run bench:audit-read [-- --rows 200000 --runs 100 --keep name | --database name]: how long a page of the audit log
// takes. Needs TEST_DATABASE_OWNER_URL and, for 10,000,000 rows, 20 GB of room and half an hour.
import { randomInt } from 'node:crypto';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { connectTo, createTestDatabase } from '@clawberth/db/testing';
import { PAGES, SEARCHES, type Case } from './audit-read/cases.ts';
import { fillLog, ORGANISATIONS } from './audit-read/fill-log.ts';
import { openBench, type Bench } from './audit-read/measure.ts';
import { median } from './report.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    runs: { type: 'string', default: '100' },
    /** Keeps the filled database under this name. */
    keep: { type: 'string' },
    /** Measures in a database that was kept, and keeps it. */
    database: { type: 'string' },
  },
});
const rows = Number(options.rows);
const runs = Number(options.runs);
const say = (text: string) => process.stdout.write(`${text}\n`);

const made = await createTestDatabase();
const named = (url: string, name: string | undefined) => {
  if (name === undefined) return url;
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};
try {
  if (options.database === undefined) {
    const owner = await connectTo(made.ownerUrl);
    await fillLog(owner, rows, say).finally(() => owner.close());
  }
  const { database } = options;
  const bench = await openBench({ appUrl: named(made.appUrl, database), keeperUrl: named(made.keeperUrl, database) });
  await report(bench, named(made.keeperUrl, database)).finally(() => bench.close());
  if (options.keep !== undefined) {
    const server = await connectTo(named(made.ownerUrl, 'postgres'));
    await server.query(`alter database "${new URL(made.ownerUrl).pathname.slice(1)}" rename to "${options.keep}"`);
    await server.close();
  }
} finally {
  await made.drop();
}

async function report(bench: Bench, keeperUrl: string): Promise<void> {
  const keeper = await connectTo(keeperUrl);
  const [facts] = await keeper.query<{ version: string; events: string; size: string; buffers: string }>(
    `select current_setting('server_version') as version, current_setting('shared_buffers') as buffers,
       (select sum(reltuples)::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'audit_log' and c.relkind = 'r') as events,
       pg_size_pretty(pg_database_size(current_database())) as size`,
  );
  await keeper.close();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;
  const load = () =>
    loadavg()
      .map((value) => value.toFixed(1))
      .join(', ');
  say(
    `${machine}; PostgreSQL ${facts?.version}, shared_buffers ${facts?.buffers}; ${facts?.events} events, ${facts?.size}`,
  );
  say(`load average before: ${load()}; ${runs} calls of each kind, each asked once and then once more; milliseconds`);
  say('');
  say(
    '| page of 50 | organisation of 1 in 10 events: first, p95 | again, p95 | one of 999 others: first, p95 | again, p95 |',
  );
  say('|---|---|---|---|---|');
  // The process and its connections are warm before anything counts.
  await measured(bench, { name: 'warm-up', filter: () => ({}) }, 20);
  for (const one of [...PAGES, ...SEARCHES]) say(await measured(bench, one, runs));
  say('');
  say(`load average after: ${load()}`);
}

async function measured(bench: Bench, one: Case, times: number): Promise<string> {
  const large = await bench.measure(one, 0, times);
  const small = { first: [] as number[], again: [] as number[] };
  for (let run = 0; run < times; run += 1) {
    const { first, again } = await bench.measure(one, randomInt(1, ORGANISATIONS), 1);
    small.first.push(...first);
    small.again.push(...again);
  }
  const cells = [large.first, large.again, small.first, small.again].map(
    (values) => `${median(values).toFixed(1)}, ${percentile(values, 0.95).toFixed(1)}`,
  );
  return `| ${[one.name, ...cells].join(' | ')} |`;
}

/** The smallest value that `share` of the values do not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
