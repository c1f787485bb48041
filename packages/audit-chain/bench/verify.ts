// npm run bench:audit-verify [-- events]: how long audit:verify takes for a long export, and how much memory.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { exampleRecord, ORGANISATION } from '../src/audit-record.fixture.ts';
import { FIRST_PREVIOUS_HASH } from '../src/audit-record.ts';
import { canonicalRecord } from '../src/canonical-record.ts';
import { signCheckpoint } from '../src/checkpoint.ts';
import { hashRecord } from '../src/hash-record.ts';
import { generateSigningKey, publicKeyText } from '../src/signing-key.ts';
import { headingLine } from '../src/verify/export.fixture.ts';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const RUNS = 3;
/** What makes the example record about 600 bytes long. */
const short = { after: null, user_agent: null, path: null, target_name: null, request_id: null };
const CHECKPOINTS = 400 * 24; // one an hour, for as long as events are kept

const folder = await mkdtemp(join(tmpdir(), 'clawberth-bench-'));
try {
  const [file, keyFile] = [join(folder, 'export.ndjson'), join(folder, 'public-key')];
  const key = generateSigningKey();
  await writeFile(keyFile, publicKeyText(key));
  const load = loadavg()[0] ?? Number.NaN;
  await writeExport(file);
  const { size } = await stat(file);
  const runs = Array.from({ length: RUNS }, () => measure(file, keyFile));
  const middle = (of: keyof Run) => runs.map((run) => run[of]).toSorted((a, b) => a - b)[1] ?? Number.NaN;
  const each = (of: keyof Run, digits: number) => runs.map((run) => run[of].toFixed(digits)).join(', ');
  process.stdout.write(
    [
      `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; load of other work before the runs: ${load.toFixed(1)}`,
      `Method: the command itself (node src/cli/verify.ts), start to end, ${RUNS} runs one after the other; the export has ${EVENTS.toLocaleString('en-GB')} events of ${((size - CHECKPOINTS * 380) / EVENTS).toFixed(0)} bytes and ${CHECKPOINTS.toLocaleString('en-GB')} checkpoints, in the page cache`,
      '',
      '| what | median | runs |',
      '|---|---|---|',
      `| time, s | ${middle('seconds').toFixed(2)} | ${each('seconds', 2)} |`,
      `| processor time, both cores, s | ${middle('processor').toFixed(2)} | ${each('processor', 2)} |`,
      `| highest resident memory, MiB | ${middle('mebibytes').toFixed(0)} | ${each('mebibytes', 0)} |`,
      '',
    ].join('\n'),
  );

  async function writeExport(path: string): Promise<void> {
    const output = createWriteStream(path, { highWaterMark: 1 << 20 });
    const notes: string[] = [];
    const time = Date.now();
    let previous = FIRST_PREVIOUS_HASH;
    output.write(`${headingLine(ORGANISATION, 1, EVENTS)}\n`);
    for (let sequence = 1; sequence <= EVENTS; sequence += 1) {
      const text = canonicalRecord(exampleRecord({ sequence, previous_hash: previous, ...short }));
      const hash = hashRecord(text);
      previous = hash.toString('hex');
      const due = Math.floor((sequence * CHECKPOINTS) / EVENTS) > Math.floor(((sequence - 1) * CHECKPOINTS) / EVENTS);
      if (due) {
        const checkpoint = { organisationId: ORGANISATION, sequence, hash, time: new Date(time) };
        notes.push(JSON.stringify({ type: 'checkpoint', note: signCheckpoint(key, checkpoint) }));
      }
      if (!output.write(`${text}\n`)) await once(output, 'drain');
    }
    output.end(`${notes.join('\n')}\n`);
    await once(output, 'finish');
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

type Run = { readonly seconds: number; readonly processor: number; readonly mebibytes: number };

/** One run of the command; processor time and highest resident memory as the kernel counted them. */
function measure(file: string, keyFile: string): Run {
  const usage = 'process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())))';
  const command = join(import.meta.dirname, '../src/cli/verify.ts');
  const words = ['--import', `data:text/javascript,${encodeURIComponent(usage)}`, command, file, '--key', keyFile];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1_000;
  if (status !== 0) throw new Error(`The export was not proved: ${stdout}${stderr}`);
  const used = JSON.parse(stderr) as NodeJS.ResourceUsage;
  return { seconds, processor: (used.userCPUTime + used.systemCPUTime) / 1e6, mebibytes: used.maxRSS / 1_024 };
}
