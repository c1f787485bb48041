// npm run bench:deploy [-- runs]: Deploy to /healthz, /readyz, channel, first answered message, and memory of an idle bot.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cpus, totalmem, release } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { account, bot, createLogger, createServices, person } from '@clawberth/core';
import type { Context } from '@clawberth/core';
import { memoryOf } from '../harness/sandbox.ts';
import { INSTANCE } from '../harness/instance.ts';
import { OPENAI_KEY, startStack } from '../harness/stack.ts';
import type { Stack } from '../harness/stack.ts';
import { median, printTable } from './report.ts';

const RUNS = Number(process.argv[2] ?? 5);
const IDLE_SECONDS = 20;
const HOME = process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`;

type Timings = { live: number; ready: number; connected: number; answered: number; memoryMebibytes: number };

const stack = await startStack();
stack.openai.answerWith('Yes, until one.');
const secret = async (name: string) => (await readFile(join(HOME, 'secrets', name), 'utf8')).trim();
const services = await createServices({
  databaseUrl: await secret('database-url'),
  redisUrl: await secret('redis-url'),
  masterSecretFile: join(HOME, 'secrets', 'master-secret'),
  internalKey: Buffer.from(await secret('internal-key')),
  audit: null,
  outside: { telegramApiRoot: stack.telegram.url, providerRoots: { openai: stack.openai.url } },
  log: createLogger({ process: 'dashboard', level: 'error' }),
  process: 'dashboard',
});
try {
  const request = {
    services,
    correlationId: randomUUID(),
    tool: 'command' as const,
    path: null,
    ip: null,
    userAgent: 'bench:deploy',
    session: null,
  };
  const email = `bench-${randomUUID()}@harbour.example`;
  const { userId, organisationSlug } = await account.signUp(request, {
    email,
    password: randomUUID(),
    name: 'Bench',
    organisationName: 'Bench',
  });
  const ctx = await account.openContext(request, { userId, organisationSlug });
  const all: Timings[] = [];
  for (let run = 0; run < RUNS; run++) {
    all.push(await measureOne(ctx, stack, run));
    process.stdout.write(`run ${run + 1} of ${RUNS}: ${JSON.stringify(all.at(-1))}\n`);
  }
  const of = (key: keyof Timings) => all.map((one) => one[key]);
  const { cpus: cores, memory, kernel } = { cpus: cpus(), memory: totalmem(), kernel: release() };
  process.stdout.write(
    `\n${cores.length} × ${cores[0]?.model ?? 'unknown'}, ${Math.round(memory / 2 ** 30)} GiB, Linux ${kernel}, gVisor (runsc, systrap); ${RUNS} runs, one bot at a time\n\n`,
  );
  printTable([
    ['npm start (this run)', `${stack.readySeconds.toFixed(1)} s`, ''],
    ...(['live', 'ready', 'connected', 'answered'] as const).map((key): [string, string, string] => [
      {
        live: 'Deploy to /healthz',
        ready: 'Deploy to /readyz',
        connected: 'Deploy to Telegram connected',
        answered: 'Deploy to first answered message',
      }[key],
      `${median(of(key)).toFixed(1)} s`,
      `${Math.min(...of(key)).toFixed(1)} to ${Math.max(...of(key)).toFixed(1)} s`,
    ]),
    [
      `Memory of a bot, idle for ${IDLE_SECONDS} s`,
      `${Math.round(median(of('memoryMebibytes')))} MiB`,
      `${Math.min(...of('memoryMebibytes'))} to ${Math.max(...of('memoryMebibytes'))} MiB`,
    ],
  ]);
} finally {
  await services.close();
  await stack.stop();
}
process.exit(0);

/** One bot from Deploy to its first answer; a visitor writes at once and is allowed as soon as they are seen. */
async function measureOne(ctx: Context, { telegram }: Stack, run: number): Promise<Timings> {
  const id = 8_000_000_000 + run;
  const token = `${id}:${randomUUID().replaceAll('-', '').padEnd(35, 'A')}`;
  const visitor = { id: 600_000 + run, first_name: 'Visitor' };
  telegram.addBot({ token, id, username: `bench_${run}_bot`, name: `Bench ${run}` });
  telegram.say({ from: visitor, text: 'Hello?', to: id });
  const began = performance.now();
  const since = () => (performance.now() - began) / 1_000;
  const { botId } = await bot.deploy(ctx, {
    deployKey: randomUUID(),
    name: `Bench ${run}`,
    template: 'support',
    instructions: '',
    about: '',
    channel: 'telegram',
    telegramToken: token,
    providerId: 'openai',
    modelId: 'gpt-5.4-mini',
    providerKey: OPENAI_KEY,
  });
  const marks: Partial<Record<'gateway_live' | 'gateway_ready' | 'channel_connected', number>> = {};
  const stop = new AbortController();
  let allowed = false;
  for await (const view of bot.watch(ctx, { botId }, stop.signal)) {
    if (view.failure !== null) throw new Error(`The bot failed: ${JSON.stringify(view.failure)}`);
    for (const { stage, status } of view.stages) {
      if (status === 'done' && (stage === 'gateway_live' || stage === 'gateway_ready' || stage === 'channel_connected'))
        marks[stage] ??= since();
    }
    const [first] = view.waitingPeople;
    if (first !== undefined && !allowed) {
      allowed = true;
      await person.allow(ctx, { botId, requestId: first.id });
    }
    if (allowed && marks.channel_connected !== undefined) stop.abort();
  }
  while ((await person.list(ctx, { botId })).decided[0]?.commandStatus !== 'done') await wait(50);
  telegram.say({ from: visitor, text: 'Are you open?', to: id });
  await telegram.waitForMessage((one) => one.chatId === visitor.id && one.text.includes('until one'), 120_000);
  const answered = since();
  await wait(IDLE_SECONDS * 1_000);
  const memoryMebibytes = Math.round((await memoryOf(botId)) / 2 ** 20);
  await bot.remove(ctx, { botId, confirmName: `Bench ${run}` });
  while ((await bot.list(ctx)).some((one) => one.id === botId)) await wait(500);
  return {
    live: marks.gateway_live ?? NaN,
    ready: marks.gateway_ready ?? NaN,
    connected: marks.channel_connected ?? NaN,
    answered,
    memoryMebibytes,
  };
}
