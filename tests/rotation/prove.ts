// npm run prove:rotation [-- --rows 100000 --rate 200 --kills 20 --quiet-seconds 20 --settle-seconds 20]: replaces the master key
// and every data key under load, killing the operator's command at random times. Needs TEST_DATABASE_OWNER_URL. Ends with 1
// if a read failed, a write was lost, a value stayed under an old key, or a backup from before does not open.
import { cpus, loadavg, release, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestServices, fillSealed, makeBareOrganisation, type SealedValue } from '@clawberth/core/testing';
import { backUp } from '@clawberth/db/testing';
import { checkEnd, describeServer } from './check-end.ts';
import type { LoadReport } from './messages.ts';
import { runVault } from './run-vault.ts';
import { startLoad } from './start-load.ts';

const { values: given } = parseArgs({
  options: {
    /** Sealed values, in organisations of about 500. */ rows: { type: 'string', default: '100000' },
    /** Requests a second of all processes together. */ rate: { type: 'string', default: '200' },
    kills: { type: 'string', default: '20' },
    /** How long the load runs before and after the rotations. */ 'quiet-seconds': { type: 'string', default: '20' },
    'settle-seconds': { type: 'string', default: '20' },
  },
});
const [rows, rate, kills] = [Number(given.rows), Number(given.rate), Number(given.kills)];
const quietMs = Number(given['quiet-seconds']) * 1_000;
const PROCESSES = ['dashboard', 'airlock'] as const;
const PER_BOT = { each: 4, values: 10 };
const organisations = Math.max(4, Math.round(rows / 500));
const say = (text: string) => process.stdout.write(`${text}\n`);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');

const services = await createTestServices();
try {
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; ${await describeServer(services.ownerUrl)}; load average ${load()}`,
  );
  const values: SealedValue[] = [];
  const bots = Math.ceil(rows / organisations / PER_BOT.values);
  const left = Array.from({ length: organisations }, (_, n) => n).values();
  const fill = async () => {
    while (left.next().done !== true)
      values.push(...(await fillSealed(services, await makeBareOrganisation(services), { bots, each: PER_BOT.each })));
  };
  await Promise.all([fill(), fill(), fill(), fill()]);
  const backup = backUp(services.ownerUrl);
  say(
    `${values.length.toLocaleString('en')} sealed values in ${organisations} organisations; backup of ${(backup.length / 2 ** 20).toFixed(0)} MiB`,
  );

  const { appUrl, masterSecretFile } = services;
  const loads = await Promise.all(
    PROCESSES.map((as, n) => {
      // Each value is one process's own, so that it knows what must be in it.
      const own = values.filter((_, at) => at % PROCESSES.length === n);
      return startLoad({ do: 'start', appUrl, masterSecretFile, as, rate: rate / PROCESSES.length, values: own });
    }),
  );
  const phase = (name: string) => loads.forEach((one) => one.phase(name));
  await sleep(quietMs / 4);
  phase('without');
  await sleep(quietMs);

  phase('during');
  const settle = ['--settle-seconds', given['settle-seconds']];
  const half = Math.floor(kills / 2);
  const master = await runVault(services, ['rotate-master', ...settle], { kills: half, withinMs: [300, 6_000] });
  say(
    `rotate-master: ${seconds(master.ms)}, killed ${master.kills} times. ${master.text.split('\n').findLast((line) => line.startsWith('Master key')) ?? ''}`,
  );
  let killed = master.kills;
  let rounds = 0;
  let latest = 8_000;
  // Once more while it was quicker than its killer, who learns how quick it is.
  do {
    rounds += 1;
    const data = await runVault(services, ['rotate-data', ...settle], {
      kills: kills - killed,
      withinMs: [Math.min(800, Math.round(latest / 3)), latest],
    });
    killed += data.kills;
    latest = Math.round(Math.min(latest, data.lastMs * 0.8));
    say(`rotate-data: ${seconds(data.ms)}, killed ${data.kills} times. ${data.text.split('\n').at(-1) ?? ''}`);
  } while (killed < kills && rounds < 8);
  phase('without');
  await sleep(quietMs);

  const reports = await Promise.all(loads.map((one) => one.end()));
  const problems = {
    'failed requests': count(reports, 'failed'),
    'reads of a wrong value': count(reports, 'wrong'),
    'lost writes': count(reports, 'lost'),
    // Each process opens the one new master key when it is announced; no request does.
    'keys derived for requests': reports.reduce(
      (sum, { derivations }) => sum + derivations.end - derivations.start - 1,
      0,
    ),
    'kills that did not happen': kills - killed,
    ...(await checkEnd(services, { backup, before: values })),
  };
  say('');
  say('| requests, ms | number | p50 | p99 | most |');
  say('|---|---|---|---|---|');
  for (const [title, name] of [
    ['without a rotation', 'without'],
    ['during the rotations', 'during'],
  ] as const)
    say(
      row(
        title,
        reports.flatMap(({ times }) => times[name] ?? []),
      ),
    );
  say('');
  say(
    `${reports.reduce((sum, { writes }) => sum + writes, 0).toLocaleString('en')} values written under load and read back; ${killed} kills; load average ${load()}`,
  );
  for (const [what, found] of Object.entries(problems)) say(`${what}: ${found}`);
  for (const { failed, wrong, lost } of reports)
    for (const line of [...failed, ...wrong, ...lost].slice(0, 10)) say(`- ${line}`);
  if (Object.values(problems).some((found) => found !== 0)) process.exitCode = 1;
} finally {
  await services.close();
}

function count(reports: readonly LoadReport[], what: 'failed' | 'wrong' | 'lost'): number {
  return reports.reduce((sum, report) => sum + report[what].length, 0);
}

function row(title: string, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1);
  return `| ${title} | ${sorted.length.toLocaleString('en')} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`;
}
