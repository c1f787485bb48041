// node scripts/bench.ts: how long sealing and opening 4 KiB takes on this machine, keys in the cache.
import { randomBytes, randomUUID } from 'node:crypto';
import { createPbkdf2Provider, createVault, pbkdf2Calls } from '../src/index.ts';
import { createMemoryKeyStore } from '../src/key-store.fixture.ts';

const rounds = { warmUp: 2_000, measured: 20_000 };
const keyStore = createMemoryKeyStore();
const provider = createPbkdf2Provider({ masterSecret: randomBytes(48), keyStore });
const boot = performance.now();
await provider.ready();
const bootMs = performance.now() - boot;
const vault = createVault({ provider, keyStore });
const organisationId = randomUUID();
keyStore.dataKeys.push(await vault.createDataKey(organisationId));

const place = { organisationId, table: 'ConfigVersion', column: 'sealedForm', rowId: randomUUID(), schemaVersion: 1 };
const plaintext = randomBytes(4_096);
const { sealed } = await vault.seal(place, plaintext);
const callsBefore = pbkdf2Calls();

process.stdout.write(`boot (one PBKDF2 derivation and its check): ${bootMs.toFixed(0)} ms\n`);
await measure('seal 4 KiB', () => vault.seal(place, plaintext));
await measure('open 4 KiB', () => vault.open(place, sealed));
process.stdout.write(`PBKDF2 calls while sealing and opening: ${pbkdf2Calls() - callsBefore}\n`);

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < rounds.warmUp; round += 1) await run();
  const times: number[] = [];
  for (let round = 0; round < rounds.measured; round += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const microseconds = (share: number) => ((times[Math.floor(times.length * share)] ?? Number.NaN) * 1_000).toFixed(0);
  process.stdout.write(
    `${name}: p50 ${microseconds(0.5)} µs, p99 ${microseconds(0.99)} µs over ${rounds.measured} rounds\n`,
  );
}
