// Added latency of the model gateway: the same question to the same provider stand-in, straight and
// through the airlock, taken in turns in one run so that the machine's noise falls on both.
// Usage: node apps/airlock/scripts/bench.ts [rounds] [--database]
// With --database the caller is looked up in Postgres on each request, as in production
// (TEST_DATABASE_OWNER_URL names the server); without it in memory, which shows the gateway alone.
import { parseArgs } from 'node:util';
import { sandbox } from '@clawberth/core';
import { createTestServices, makeBot, makeOrganisation, placeSandbox } from '@clawberth/core/testing';
import { Agent, request } from 'undici';
import { createCoreDirectory } from '../src/core-directory.ts';
import { AIRLOCK_TOKEN, OPENAI_KEY, startRig } from '../src/testing/start-rig.ts';

type Way = { name: string; url: string; token: string };

const WARM_UP_ROUNDS = 300;
const MODEL = 'gpt-5.4-mini';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { database: { type: 'boolean' } } });
const rounds = Number(positionals[0] ?? 2000);
const rig = await startRig();
rig.door.log.level = 'silent';
rig.openai.addModel(MODEL);
const { airlockToken, close } = values.database === true ? await useDatabase() : useMemory();
const client = new Agent();
const straight: Way = { name: 'straight', url: `${rig.openai.url}/v1/chat/completions`, token: OPENAI_KEY };
const airlock: Way = { name: 'airlock', url: `${rig.botsUrl}/model/v1/chat/completions`, token: airlockToken };

for (const streaming of [false, true]) {
  const took = { straight: [] as number[], airlock: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [straight, airlock] : [airlock, straight];
    for (const way of order) {
      const ms = await ask(way, streaming);
      if (round >= 0) took[way.name as 'straight' | 'airlock'].push(ms);
    }
  }
  const [direct, through] = [spread(took.straight), spread(took.airlock)];
  console.log(
    JSON.stringify({
      lookup: values.database === true ? 'Postgres' : 'memory',
      measured: streaming ? 'streaming, to the last byte' : 'one piece',
      rounds,
      straightMs: direct,
      airlockMs: through,
      addedMs: { median: round2(through.median - direct.median), p99: round2(through.p99 - direct.p99) },
    }),
  );
}
await client.destroy();
await rig.close();
await close();

async function ask(way: Way, streaming: boolean): Promise<number> {
  const body = JSON.stringify({
    model: MODEL,
    messages: [{ role: 'user', content: 'When do you open?' }],
    ...(streaming ? { stream: true, stream_options: { include_usage: true } } : {}),
  });
  const started = performance.now();
  const answer = await request(way.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${way.token}` },
    body,
    dispatcher: client,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || !text.includes('heard'))
    throw new Error(`${way.name} answered ${answer.statusCode}: ${text}`);
  return performance.now() - started;
}

function spread(values: number[]): { median: number; p99: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => round2(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { median: at(0.5), p99: at(0.99) };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function useMemory() {
  const caller = { botId: 'bench', organisationId: 'bench', botName: 'Bench', kind: 'airlock_token' as const };
  const model = {
    api: 'openai-completions' as const,
    modelId: MODEL,
    earlierModelId: null,
    keyStopped: false,
    providerKey: OPENAI_KEY,
    upstreamRoot: rig.openai.url,
  };
  rig.directory.addModel(AIRLOCK_TOKEN, { ...caller, ...model, providerId: 'openai' });
  return { airlockToken: AIRLOCK_TOKEN, close: async () => {} };
}

async function useDatabase() {
  const services = await createTestServices({ providerRoots: { openai: rig.openai.url } });
  const { owner } = await makeOrganisation(services);
  const { botId } = await makeBot(owner, { providerId: 'openai', modelId: MODEL, providerKey: OPENAI_KEY });
  await placeSandbox(owner, botId, { address: '127.0.0.1', subnet: '127.0.0.0/24' });
  const desired = await sandbox.loadDesired(services, botId);
  if (desired === null) throw new Error('The bot that was just made is not there.');
  rig.door.directory = createCoreDirectory(services);
  const tokens = await sandbox.openBotTokens(services, desired);
  return { airlockToken: tokens.airlockToken, close: () => services.close() };
}
