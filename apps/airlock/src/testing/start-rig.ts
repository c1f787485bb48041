import { Writable } from 'node:stream';
import { startAnthropicStandIn, startOpenaiStandIn, startTelegramStandIn } from '@clawberth/testkit';
import { pino } from 'pino';
import { startBotsDoor } from '../bots-door/start-bots-door.ts';
import { createDoor } from '../http/create-door.ts';
import { startInboundDoor } from '../inbound/start-inbound-door.ts';
import { TUNABLES } from '../tunables.ts';
import type { Tunables } from '../tunables.ts';
import { createMemoryDirectory } from './memory-directory.ts';

export const BOT = {
  botId: '0198c0de-0000-7000-8000-000000000001',
  organisationId: '0198c0de-0000-7000-8000-0000000000aa',
};
export const REAL_TOKEN = `7000000001:REAL${'r'.repeat(31)}`;
export const STAND_IN = `7000000001:${'S'.repeat(35)}`;
export const AIRLOCK_TOKEN = 'cbt_0123456789abcdef0123456789abcdef';
export const OPENAI_KEY = 'sk-realopenaikey-0123456789abcdef';
export const ANTHROPIC_KEY = 'sk-ant-realanthropickey-0123456789';

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** Both doors of the airlock between a directory in memory and the stand-ins for the outside, all over loopback. */
export async function startRig(limits: Partial<Tunables> = {}) {
  const [telegram, openai, anthropic] = await Promise.all([
    startTelegramStandIn(),
    startOpenaiStandIn(),
    startAnthropicStandIn(),
  ]);
  telegram.addBot({ token: REAL_TOKEN, id: 7000000001, username: 'bake_bot', name: 'Bake' });
  openai.addKey(OPENAI_KEY);
  openai.addModel('m-1');
  anthropic.addKey(ANTHROPIC_KEY);
  anthropic.addModel('c-1');

  const directory = createMemoryDirectory();
  directory.addTelegram(STAND_IN, { ...BOT, kind: 'telegram_stand_in', telegramToken: REAL_TOKEN, botName: 'Bake' });

  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  const merged = { ...TUNABLES, shutdownMs: 200, ...limits };
  const door = createDoor({ directory, limits: merged, log: pino({ level: 'debug' }, sink) });
  const bots = await startBotsDoor(door, { telegramApiRoot: telegram.url }, { host: '127.0.0.1', port: 0 });
  const inbound = await startInboundDoor(door, { host: '127.0.0.1', port: 0 });

  const caller = { ...BOT, kind: 'airlock_token' as const, botName: 'Bake', earlierModelId: null, keyStopped: false };
  function useOpenai(changes: { providerKey?: null; keyStopped?: boolean } = {}) {
    const model = {
      api: 'openai-completions' as const,
      modelId: 'm-1',
      providerKey: OPENAI_KEY,
      upstreamRoot: openai.url,
    };
    directory.addModel(AIRLOCK_TOKEN, { ...caller, ...model, ...changes, providerId: 'openai' });
  }
  function useAnthropic() {
    const model = {
      api: 'anthropic-messages' as const,
      modelId: 'c-1',
      providerKey: ANTHROPIC_KEY,
      upstreamRoot: anthropic.url,
    };
    directory.addModel(AIRLOCK_TOKEN, { ...caller, ...model, providerId: 'anthropic' });
  }
  function useDemo() {
    const model = { api: 'openai-completions' as const, modelId: 'demo', providerKey: null, upstreamRoot: null };
    directory.addModel(AIRLOCK_TOKEN, { ...caller, ...model, providerId: 'demo' });
  }
  useOpenai();

  return {
    telegram,
    openai,
    anthropic,
    directory,
    door,
    /** Every log line so far, as one text. */
    log: () => lines.join(''),
    botsUrl: `http://127.0.0.1:${bots.port}`,
    botsPort: bots.port,
    inboundUrl: `http://127.0.0.1:${inbound.port}`,
    useOpenai,
    useAnthropic,
    useDemo,
    close: async () => {
      await door.upstream.destroy();
      await Promise.all([bots.close(), inbound.close(), telegram.close(), openai.close(), anthropic.close()]);
    },
  };
}
