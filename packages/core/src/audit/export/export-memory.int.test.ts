import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo } from '@clawberth/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, makeOrganisation, type TestOrganisation, type TestServices } from '../../testing/index.ts';
import { tamper } from '../../testing/tamper.ts';

const MANY = 300_000;
const SCRIPT = join(import.meta.dirname, '../../../scripts/audit-export.ts');
const NODE = join(import.meta.dirname, '../../../../../node_modules/node/bin/node');
/** Less than half of the export in MiB: whatever is kept of it does not fit in. */
const HEAP = ['--max-old-space-size=96', '--max-semi-space-size=4'];
const REPORT = 'process.on("exit", () => process.stderr.write("kilobytes " + process.resourceUsage().maxRSS))';

let services: TestServices;
let small: TestOrganisation;
let large: TestOrganisation;
beforeAll(async () => {
  services = await createTestServices();
  [small, large] = [await makeOrganisation(services), await makeOrganisation(services)];
  const owner = await connectTo(services.ownerUrl);
  // Past the trigger, for speed: the log does not agree with itself then, and is exported all the same.
  await tamper(owner, () =>
    owner.query(
      `insert into "AuditEvent" ("organisationId", "sequence", "event", "result", "tool", "path", "actorType", "actorName", "targetType", "targetName",
         "requestId", "userAgent", "after", "previousHash", "hash")
       select $1, n, 'bot.configured', 'done', 'dashboard', '/o/large/bots/4e1f', 'system', 'Clawberth', 'bot', 'Counter Clerk', gen_random_uuid(),
         'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)', jsonb_build_object('instructions', n || ' characters'), sha256('a'), sha256('b')
       from generate_series(101, $2::int + 100) n`,
      [large.organisationId, MANY],
    ),
  );
  await owner.close();
}, 180_000);
afterAll(() => services.close());

/** Runs the operator's command, and reads what it writes as slowly as asked. */
async function run({ slug }: TestOrganisation, pauseMs: number): Promise<{ lines: number; mebibytes: number }> {
  const masterSecret = join(services.checkpointDir, '../master-secret');
  const database = join(services.checkpointDir, '../database-url');
  await writeFile(database, services.appUrl, { mode: 0o600 });
  const child = spawn(NODE, [...HEAP, '--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, SCRIPT, slug], {
    env: {
      DATABASE_URL_FILE: database,
      REDIS_URL: `redis://:${randomBytes(4).toString('hex')}@127.0.0.1:9`,
      MASTER_SECRET_FILE: masterSecret,
      AUDIT_SIGNING_KEY_FILE: join(services.checkpointDir, '../audit-signing-key'),
      AUDIT_CHECKPOINT_DIR: services.checkpointDir,
    },
  });
  const ended = once(child, 'close');
  let [lines, told, pieces] = [0, '', 0];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    for (const byte of piece) if (byte === 10) lines += 1;
    // Every now and then the reader has something else to do.
    if ((pieces += 1) % 500 === 0) await sleep(pauseMs);
  }
  const [code] = (await ended) as [number | null];
  const kilobytes = /kilobytes (\d+)/.exec(told)?.[1];
  if (code !== 0 || kilobytes === undefined) throw new Error(`The command ended with ${code}: ${told}`);
  return { lines, mebibytes: Number(kilobytes) / 1_024 };
}

test(
  '300,000 events stream with no more memory than a handful, to a slow reader too',
  { timeout: 180_000 },
  async () => {
    const few = await run(small, 0);
    const many = await run(large, 100);
    expect(few.lines).toBeGreaterThan(5);
    expect(few.lines).toBeLessThan(100);
    expect(many.lines).toBeGreaterThan(MANY);
    // The file has some 200 MiB. What is allowed is Prisma's memory of its last questions and uncollected garbage.
    expect(many.mebibytes - few.mebibytes).toBeLessThan(64);
  },
);
