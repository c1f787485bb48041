// npm run bench:vault [-- --organisations 10000 --rounds 20000 --boots 9]: sealing and opening 4 KiB, and how long a process takes
// to be ready with that many organisations. A real Postgres: needs TEST_DATABASE_OWNER_URL.
import { randomBytes, randomUUID } from 'node:crypto';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createLogger, createServices } from '@clawberth/core';
import { createTestServices } from '@clawberth/core/testing';
import { pbkdf2Calls } from '@clawberth/vault';
import { median, printTable } from './report.ts';
import { fillWithOrganisations } from './vault/fill-with-organisations.ts';
import { buildAirlock, startAirlock } from './vault/start-airlock.ts';

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '20000' },
    boots: { type: 'string', default: '9' },
  },
});
const [organisations, rounds, boots] = [Number(values.organisations), Number(values.rounds), Number(values.boots)];
const say = (text: string) => process.stdout.write(`${text}\n`);
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');

say(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; Postgres on the same machine over loopback`,
);
say(`load average before: ${load()}`);
await buildAirlock();
const services = await createTestServices();
try {
  const ids = await fillWithOrganisations(services, organisations);
  const facts = {
    databaseUrl: services.appUrl,
    redisUrl: 'redis://127.0.0.1:9',
    masterSecretFile: services.masterSecretFile,
  };
  const boot = () =>
    createServices({
      ...facts,
      internalKey: services.internalKey,
      audit: null,
      outside: services.outside,
      log: createLogger({ process: 'bench', level: 'fatal' }, { write: () => undefined }),
      process: 'airlock',
    });

  const inProcess: number[] = [];
  const whole: number[] = [];
  for (let run = 0; run < boots; run += 1) {
    const began = performance.now();
    const booted = await boot();
    inProcess.push(performance.now() - began);
    await booted.close();
    whole.push(await startAirlock(services));
  }

  const booted = await boot();
  const { vault } = booted;
  const derivations = pbkdf2Calls();
  const place = (organisationId: string) => ({
    organisationId,
    table: 'BotSecret',
    column: 'sealedValue',
    rowId: randomUUID(),
    schemaVersion: 1,
  });
  const first = await time(Math.min(1_000, ids.length), (round) => vault.seal(place(ids[round] ?? ''), 'first use'));
  const where = place(ids[0] ?? '');
  const plaintext = randomBytes(4_096);
  const { sealed } = await vault.seal(where, plaintext);
  await time(rounds / 10, () => vault.seal(where, plaintext));
  await time(rounds / 10, () => vault.open(where, sealed));
  const seal = await time(rounds, () => vault.seal(where, plaintext));
  const open = await time(rounds, () => vault.open(where, sealed));
  const derived = pbkdf2Calls() - derivations;
  await booted.close();

  say(`load average after: ${load()}`);
  say('');
  printTable([
    [`createServices until ready, ${organisations} organisations, ${boots} runs`, ...spread(inProcess)],
    [`the airlock's process until its health page answers, ${boots} runs`, ...spread(whole)],
  ]);
  say('');
  say('| what | p50 | p99 | rounds |');
  say('|---|---|---|---|');
  row('seal 4 KiB', seal);
  row('open 4 KiB', open);
  row("an organisation's first use: its key looked up in Postgres and unwrapped", first);
  say('');
  say(`PBKDF2 calls while sealing and opening: ${derived}`);
} finally {
  await services.close();
}

/** Milliseconds of each round, ascending. */
async function time(count: number, run: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const began = performance.now();
    await run(round);
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b);
}

function row(what: string, times: readonly number[]): void {
  const at = (share: number) => `${(times[Math.ceil(times.length * share) - 1] ?? Number.NaN).toFixed(3)} ms`;
  say(`| ${what} | ${at(0.5)} | ${at(0.99)} | ${times.length} |`);
}

function spread(times: readonly number[]): [string, string] {
  return [`${median(times).toFixed(0)} ms`, `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)} ms`];
}
