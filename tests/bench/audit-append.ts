// npm run bench:audit-append [-- --seconds 10 --paced]: how long it takes to append to the audit log, 16 writers side by side, in
// 1,000 organisations and in a single one. Needs TEST_DATABASE_OWNER_URL.
import { randomInt, randomUUID } from 'node:crypto';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabase } from '@clawberth/db';
import { appendEvent, createTestServices } from '@clawberth/core/testing';
import { connectTo } from '@clawberth/db/testing';
import { runPgbench } from './audit-append/pgbench.ts';
import { runWriters, type Load, type Measured } from './audit-append/writers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    /** Leaves out the rows at full speed. */ paced: { type: 'boolean', default: false },
  },
});
const WRITERS = 16;
const ORGANISATIONS = 1_000;
/** Ten a second of each writer. */
const RATE = 160;
const seconds = Number(values.seconds);
const say = (text: string) => process.stdout.write(`${text}\n`);
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const SQL = (organisation: string) => `${organisation}
begin;
select set_config('app.organisation', '00000000-0000-4000-8000-' || lpad(to_hex(cast(:n as int)), 12, '0'), true), set_config('app.actor', 'system', true);
insert into "AuditEvent" ("organisationId", "event", "result", "tool", "path", "actorType", "actorId", "actorName", "actorRole", "targetType",
  "targetId", "targetName", "botId", "requestId", "ip", "userAgent", "before", "after")
values (('00000000-0000-4000-8000-' || lpad(to_hex(cast(:n as int)), 12, '0'))::uuid, 'bot.configured', 'done', 'dashboard', '/o/bakery/bots/4e1f', 'system', null,
  'Clawberth', null, 'bot', '4e1f0a52-9d8e-4f70-a1b2-c3d4e5f60718', 'Counter Clerk', '4e1f0a52-9d8e-4f70-a1b2-c3d4e5f60718', gen_random_uuid(),
  '192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', '{"instructions": "812 characters"}', '{"instructions": "840 characters"}');
commit;
`;
const spread = { pick: () => randomInt(ORGANISATIONS), sql: SQL(`\\set n random(0, ${ORGANISATIONS - 1})`) };
const hot = { pick: () => ORGANISATIONS, sql: SQL(`\\set n ${ORGANISATIONS}`) };

const services = await createTestServices();
const database = createDatabase({ url: services.appUrl, maxConnections: WRITERS });
try {
  const owner = await connectTo(services.ownerUrl);
  const [facts] = await owner.query<{ version: string; commit: string; sync: string }>(
    `select current_setting('server_version') as version, current_setting('synchronous_commit') as commit, current_setting('fsync') as sync`,
  );
  await owner.close();
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; PostgreSQL ${facts?.version}, fsync ${facts?.sync}, synchronous_commit ${facts?.commit}, on the same machine over loopback`,
  );
  say(
    `load average before: ${load()}; ${WRITERS} writers for ${seconds} s each row; a transaction with one event, begin to committed; milliseconds`,
  );
  say('');
  say('| path | organisations | load | p50 | p95 | p99 | appends a second |');
  say('|---|---|---|---|---|---|---|');
  // Every chain is begun, and connections and plans are warm, before anything counts.
  const append = (pick: () => number) => () => appendEvent({ ...services, database }, idOf(pick()), randomUUID());
  let next = 0;
  await runWriters(
    { writers: WRITERS, seconds: 3, rate: null },
    append(() => (next += 1) % (ORGANISATIONS + 1)),
  );
  for (const rate of values.paced ? [RATE] : [RATE, null]) {
    const load: Load = { writers: WRITERS, seconds, rate };
    for (const [name, where] of [
      ['1,000', spread],
      ['one', hot],
    ] as const) {
      row('bare SQL (pgbench)', name, rate, await runPgbench(services.appUrl, where.sql, load));
      row('mutate', name, rate, await runWriters(load, append(where.pick)));
    }
  }
  say('');
  say(`load average after: ${load()}`);
} finally {
  await database.close();
  await services.close();
}

function row(path: string, where: string, rate: number | null, { times, perSecond }: Measured): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1);
  const pace = rate === null ? 'as fast as they can' : `${rate} a second`;
  say(`| ${path} | ${where} | ${pace} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${perSecond.toFixed(0)} |`);
}

function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
}
