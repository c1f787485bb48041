// npm run bench:audit-export [-- --rows 10000000]: how long the export of a whole audit log takes, and how much memory. Needs
// TEST_DATABASE_OWNER_URL and 10 GB of room.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTestServices, makeOrganisation, tamper, type TestServices } from '@clawberth/core/testing';
import { connectTo } from '@clawberth/db/testing';
import { REPO } from '../harness/stack.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' } } });
const rows = Number(values.rows);
const BATCH = 500_000;
const REPORT = 'process.on("exit", () => process.stderr.write("kilobytes " + process.resourceUsage().maxRSS))';
const say = (text: string) => process.stdout.write(`${text}\n`);

const services = await createTestServices();
try {
  const { organisationId, slug } = await makeOrganisation(services);
  await fill(organisationId);
  const load = () =>
    loadavg()
      .map((value) => value.toFixed(1))
      .join(', ');
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; PostgreSQL on the same machine`,
  );
  say(
    `Method: the command itself (audit:export, NDJSON to a pipe), start to end, one run; load average before: ${load()}`,
  );
  const { lines, bytes, seconds, mebibytes } = await run(slug, services);
  say(
    `${lines.toLocaleString('en-GB')} lines, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${seconds.toFixed(0)} s (${(lines / seconds).toFixed(0)} a second); highest resident memory ${mebibytes.toFixed(0)} MiB; load average after: ${load()}`,
  );
} finally {
  await services.close();
}

/** Past the trigger, with the one index that an export reads by: the log does not agree with itself then, and is exported all the same. */
async function fill(organisationId: string): Promise<void> {
  const owner = await connectTo(services.ownerUrl);
  await owner.query('alter table "AuditEvent" drop constraint "AuditEvent_pkey"');
  const indexes = await owner.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index where indrelid = '"AuditEvent"'::regclass and indexrelid::regclass::text not like '%organisationId_sequence_idx%'`,
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  await tamper(owner, async () => {
    for (let first = 1; first <= rows; first += BATCH) {
      await owner.query(
        `insert into "AuditEvent" ("organisationId", "sequence", "event", "result", "tool", "path", "actorType", "actorName", "targetType", "targetName",
           "requestId", "userAgent", "after", "previousHash", "hash")
         select $1, 100 + n, 'bot.configured', 'done', 'dashboard', '/o/large/bots/4e1f', 'system', 'Clawberth', 'bot', 'Counter Clerk', gen_random_uuid(),
           'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)', '{"instructions": "840 characters"}', sha256('a'), sha256('b')
         from generate_series($2::int, $3::int) n`,
        [organisationId, first, Math.min(first + BATCH - 1, rows)],
      );
      say(`${Math.min(first + BATCH - 1, rows).toLocaleString('en-GB')} events`);
    }
  });
  await owner.query('vacuum analyze "AuditEvent"');
  await owner.close();
}

async function run(slug: string, { appUrl, checkpointDir }: TestServices) {
  const beside = (name: string) => join(checkpointDir, '..', name);
  await writeFile(beside('database-url'), appUrl, { mode: 0o600 });
  const script = join(REPO, 'packages/core/scripts/audit-export.ts');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, script, slug],
    {
      env: {
        DATABASE_URL_FILE: beside('database-url'),
        REDIS_URL: 'redis://127.0.0.1:9',
        MASTER_SECRET_FILE: beside('master-secret'),
        AUDIT_SIGNING_KEY_FILE: beside('audit-signing-key'),
        AUDIT_CHECKPOINT_DIR: checkpointDir,
      },
    },
  );
  const ended = once(child, 'close');
  let [lines, bytes, told] = [0, 0, ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    bytes += piece.length;
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`The command ended with ${code}: ${told}`);
  const mebibytes = Number(/kilobytes (\d+)/.exec(told)?.[1]) / 1_024;
  return { lines, bytes, seconds: (performance.now() - began) / 1_000, mebibytes };
}
