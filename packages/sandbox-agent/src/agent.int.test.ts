import { once } from 'node:events';
import { startOpenaiStandIn, startTelegramStandIn } from '@clawberth/testkit';
import type { ModelStandIn, TelegramStandIn } from '@clawberth/testkit';
import { AgentError } from '@clawberth/openclaw';
import type { AgentClient, BotConfigInput, ChatEvent, EnvironmentVariable } from '@clawberth/openclaw';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openclawPackageDir } from '@clawberth/openclaw/testing';
import { environmentOf, filesWith } from './testing/look-inside.ts';
import { startRig } from './testing/start-rig.ts';
import type { Rig } from './testing/start-rig.ts';

// One OpenClaw serves the whole file, in the order of a bot's life: a start costs seconds.

const packageDir = openclawPackageDir(process.env['CLAWBERTH_OPENCLAW_DIR']);
const TELEGRAM_TOKEN = `123456789:${'S'.repeat(35)}`;
const MODEL_TOKEN = 'model-token-of-this-bot-0123456789abcdefghij';
const ANN = { id: 501, first_name: 'Ann', username: 'ann_v' };
const EVE = { id: 666, first_name: 'Eve' };
const START_MS = 300_000;
const SHOP = { name: 'SHOP_URL', value: 'https://shop.example', secret: false };
const PASSWORD = { name: 'SHOP_PASSWORD', value: 'three-brown-loaves\nof rye', secret: true };
const LATER = { ...PASSWORD, value: 'four-white-loaves' };

let telegram: TelegramStandIn;
let model: ModelStandIn;
let input: BotConfigInput;
let rig: Rig;

beforeAll(async () => {
  [telegram, model] = [await startTelegramStandIn(), await startOpenaiStandIn()];
  telegram.addBot({ token: TELEGRAM_TOKEN, id: 123456789, username: 'baker_bot', name: 'Baker' });
  model.addKey(MODEL_TOKEN);
  model.addModel('demo');
  input = {
    botName: 'Baker',
    template: 'support',
    instructions: 'Offer the walnut bread.',
    about: 'We open at nine.',
    telegram: { apiRoot: telegram.url, standInToken: TELEGRAM_TOKEN },
    model: { api: 'openai-completions', baseUrl: `${model.url}/v1`, token: MODEL_TOKEN, modelId: 'demo' },
    gatewayToken: 'gateway-token-0123456789-0123456789-0123456789',
  };
  rig = await startRig(packageDir, input);
});
afterAll(async () => {
  await rig.close();
  await telegram.close();
  await model.close();
});

async function failureOf(promise: Promise<unknown>): Promise<AgentError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgentError)) throw new Error(`expected an AgentError, got ${String(error)}`);
  return error;
}

async function chat(client: AgentClient, message: string, sessionId = 'owner'): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of client.chat({ sessionId, message })) events.push(event);
  return events;
}

function putWith(configVersion: number, env: EnvironmentVariable[], changes: Partial<BotConfigInput> = {}) {
  return rig.client.putConfig({ ...rig.put(configVersion, changes), ...(env.length === 0 ? {} : { env }) });
}

/** Waits until OpenClaw is ready; gives its process. */
async function readyPid(): Promise<number> {
  const { gateway } = await rig.until(({ phase, gateway: now }) => phase === 'ready' && now?.pid !== null);
  return gateway?.pid ?? 0;
}

async function allLines(): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text } of rig.client.logs({ after: 0, follow: false })) lines.push(text);
  return lines;
}

const lastPrompt = () => JSON.stringify(model.requests().at(-1)?.body);

describe('before its first config', () => {
  test('the agent waits and refuses a wrong token and what needs OpenClaw', async () => {
    expect(await rig.client.status()).toMatchObject({ phase: 'waiting', configVersion: null, gateway: null });
    const wrong = await fetch(`${rig.url}/v1/status`, { headers: { authorization: 'Bearer wrong' } });
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { code: 'unauthorised' }]);
    expect(await failureOf(rig.client.listPairing())).toMatchObject({ refusal: 'not_ready' });
  });

  test('a body with an unknown field or a path that leaves the workspace is refused', async () => {
    const put = rig.put(1, {});
    const outside = { ...put, files: [{ path: '../openclaw/openclaw.json', content: '{}' }] };
    expect(await failureOf(rig.client.putConfig(outside))).toMatchObject({ refusal: 'bad_request' });
    expect(await failureOf(rig.client.putConfig(Object.assign({ shell: 'sh' }, put)))).toMatchObject({
      refusal: 'bad_request',
    });
  });

  test(
    'a config that OpenClaw refuses ends as failed, with its issues, and is not tried again',
    async () => {
      const put = rig.put(1, {});
      const error = await failureOf(rig.client.putConfig({ ...put, config: { ...put.config, nope: 1 } }));
      expect(error).toMatchObject({ code: 'config_invalid', issues: [{ message: expect.stringContaining('nope') }] });
      const failed = await rig.client.status();
      expect(failed).toMatchObject({ phase: 'failed', failure: { code: 'config_invalid', exitCode: 78 } });
      expect(failed.failure?.logTail.join('\n')).toContain('Unrecognized key');
      // Longer than any pause before a restart would be.
      const later = await rig.client.status({ since: failed.revision, waitSeconds: 10 });
      expect(later).toMatchObject({ revision: failed.revision, gateway: { pid: failed.gateway?.pid, exitCode: 78 } });
    },
    START_MS,
  );
});

describe('with a config', () => {
  test(
    'OpenClaw starts without a bot, becomes one without a restart, and Telegram connects',
    async () => {
      expect(await rig.client.putConfig(rig.putBlank(2))).toEqual({ applied: 'started' });
      const blank = await rig.until(({ phase }) => phase === 'ready');
      expect(await rig.client.putConfig(rig.put(3, {}))).toEqual({ applied: 'hot' });
      const status = await rig.until(
        ({ phase, channels }) => phase === 'ready' && channels.some(({ connected }) => connected),
      );
      expect(status).toMatchObject({ configVersion: 3, failure: null, gateway: { live: true, ready: true } });
      expect(status.gateway?.pid).toBe(blank.gateway?.pid);
      expect(status.channels).toMatchObject([{ channel: 'telegram', accountId: 'default', connected: true }]);
    },
    START_MS,
  );

  test(
    'the web chat streams an answer and keeps the conversation',
    async () => {
      model.answerWith(() => ['We ', 'open ', 'at nine.']);
      model.paceBy(100);
      const events = await chat(rig.client, 'When do you open?');
      model.paceBy(0);
      expect(model.requests()).toHaveLength(1);
      expect(events.at(-1)).toEqual({ type: 'final', text: 'We open at nine.' });
      expect(events.filter(({ type }) => type === 'delta').length).toBeGreaterThan(1);
      const { messages } = await rig.client.chatHistory('owner');
      expect(messages.map(({ role, text }) => [role, text])).toEqual([
        ['user', 'When do you open?'],
        ['assistant', 'We open at nine.'],
      ]);
      expect(await rig.client.chatHistory('somebody-else')).toEqual({ messages: [] });
    },
    START_MS,
  );

  test('the model is asked with the bot’s own token, the persona, and no tool', () => {
    expect(model.requests().at(-1)).toMatchObject({ key: MODEL_TOKEN });
    expect(lastPrompt()).toContain('> Offer the walnut bread.');
    expect(lastPrompt()).toContain('Rules that always hold');
    expect(model.requests().at(-1)?.body).not.toHaveProperty('tools');
  });

  test(
    'a stranger waits, is let in, and what looks like a command is only text',
    async () => {
      telegram.say({ from: ANN, text: '/start' });
      const { pairing } = await rig.until((status) => status.pairing.requests.length > 0);
      expect(pairing).toMatchObject({
        limitPerAccount: 3,
        requests: [{ senderId: '501', senderName: 'Ann (@ann_v)' }],
      });
      await telegram.waitForMessage(
        ({ chatId, text }) => chatId === ANN.id && text.includes('openclaw pairing approve'),
        60_000,
      );
      const [request] = (await rig.client.listPairing()).requests;
      if (!request) throw new Error('nobody waits');
      await rig.client.approvePairing({ channel: 'telegram', accountId: 'default', requestId: request.requestId });
      expect((await rig.client.listPairing()).requests).toEqual([]);
      model.answerWith('The answer of the model.');
      telegram.say({ from: ANN, text: '/status' });
      await telegram.waitForMessage(
        ({ chatId, text }) => chatId === ANN.id && text.includes('The answer of the model.'),
        60_000,
      );
      expect(lastPrompt()).toContain('/status');
    },
    START_MS,
  );

  test(
    'somebody who is dismissed stays outside',
    async () => {
      const asked = model.requests().length;
      telegram.say({ from: EVE, text: 'Hello' });
      const eves = (senderId: string) => senderId === String(EVE.id);
      const { pairing } = await rig.until((status) => status.pairing.requests.some(({ senderId }) => eves(senderId)));
      const request = pairing.requests.find(({ senderId }) => eves(senderId));
      if (!request) throw new Error('Eve does not wait');
      await rig.client.dismissPairing({ channel: 'telegram', accountId: 'default', requestId: request.requestId });
      expect((await rig.client.listPairing()).requests).toEqual([]);
      expect(model.requests().length).toBe(asked);
    },
    START_MS,
  );

  test(
    'another persona and setting apply without a restart',
    async () => {
      const before = await rig.client.status();
      const put = rig.put(4, { about: 'We open at ten.', model: { ...input.model, maxTokens: 1_000 } });
      expect(await rig.client.putConfig(put)).toEqual({ applied: 'hot' });
      expect(await rig.client.putConfig({ ...put, configVersion: 5 })).toEqual({ applied: 'unchanged' });
      expect(await rig.client.status()).toMatchObject({ configVersion: 5, gateway: { pid: before.gateway?.pid } });
      await chat(rig.client, 'When do you open?', 'after-change');
      expect(lastPrompt()).toContain('> We open at ten.');
      expect(lastPrompt()).not.toContain('> We open at nine.');
      expect(model.requests().at(-1)?.body).toMatchObject({ max_completion_tokens: 1_000 });
    },
    START_MS,
  );

  test(
    'a config that OpenClaw refuses leaves the running bot as it was',
    async () => {
      const before = await rig.client.status();
      const put = rig.put(6, {});
      const error = await failureOf(rig.client.putConfig({ ...put, config: { ...put.config, nope: 1 } }));
      expect(error).toMatchObject({ code: 'config_invalid', issues: [{ message: expect.stringContaining('nope') }] });
      expect(await rig.client.status()).toMatchObject({
        phase: 'ready',
        configVersion: 5,
        gateway: { pid: before.gateway?.pid },
      });
      expect((await chat(rig.client, 'Still there?', 'after-refusal')).at(-1)).toMatchObject({ type: 'final' });
    },
    START_MS,
  );

  test('the log can be followed and holds no token', async () => {
    const lines: string[] = [];
    for await (const { text } of rig.client.logs({ after: 0, follow: false })) lines.push(text);
    expect(lines.join('\n')).toContain('gateway ready');
    // By effect: an allow-list that OpenClaw reads as "no limit" would load its browser, canvas and more.
    const loaded = lines.filter((line) => line.includes('http server listening'));
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.join('\n')).not.toMatch(/browser|canvas|computer|github/);
    for (const secret of [MODEL_TOKEN, TELEGRAM_TOKEN, input.gatewayToken])
      expect(lines.join('\n')).not.toContain(secret);
  });

  test(
    'a bot’s variables are in the environment of OpenClaw, which starts anew for them',
    async () => {
      const before = await readyPid();
      expect(await putWith(8, [PASSWORD, SHOP])).toEqual({ applied: 'restarted' });
      const after = await readyPid();
      expect(after).not.toBe(before);
      expect(await environmentOf(after)).toMatchObject({
        SHOP_URL: SHOP.value,
        SHOP_PASSWORD: PASSWORD.value,
        PATH: '/usr/local/bin:/usr/bin:/bin',
      });
      expect(await putWith(9, [PASSWORD, SHOP], { about: 'We open at eleven.' })).toEqual({ applied: 'hot' });
      expect(await readyPid()).toBe(after);
    },
    START_MS,
  );

  test(
    'a changed variable is changed there, and no value stands in a file, the log or the status',
    async () => {
      expect(await putWith(10, [LATER, SHOP])).toEqual({ applied: 'restarted' });
      expect(await environmentOf(await readyPid())).toMatchObject({ SHOP_URL: SHOP.value, SHOP_PASSWORD: LATER.value });
      const values = ['three-brown-loaves', LATER.value, SHOP.value];
      expect(await filesWith(rig.stateRoot, values)).toEqual([]);
      expect(await filesWith(rig.stateRoot, ['We open at'])).not.toEqual([]);
      const told = JSON.stringify([await rig.client.status(), await allLines()]);
      for (const value of values) expect(told).not.toContain(value);
    },
    START_MS,
  );

  test('an environment that steers the program is refused, the refusal repeats no value, and nothing changes', async () => {
    const { configVersion, gateway } = await rig.client.status();
    const env = [{ name: 'NODE_OPTIONS', value: '--require=/state/evil.js', secret: false }];
    const error = await failureOf(putWith(12, env));
    expect(error).toMatchObject({ refusal: 'bad_request' });
    expect(error.message).toContain('a bot’s variable may not have');
    expect(error.message).not.toContain('evil');
    expect(await rig.client.status()).toMatchObject({ configVersion, gateway: { pid: gateway?.pid } });
  });

  test(
    'an OpenClaw that is killed comes back by itself, with its variables',
    async () => {
      const before = await rig.client.status();
      process.kill(before.gateway?.pid ?? 0, 'SIGKILL');
      const after = await rig.until(({ phase, gateway }) => phase === 'ready' && gateway?.pid !== before.gateway?.pid);
      expect(after).toMatchObject({ failure: null, gateway: { live: true } });
      expect(await environmentOf(after.gateway?.pid ?? 0)).toMatchObject({ SHOP_PASSWORD: LATER.value });
    },
    START_MS,
  );

  test(
    'variables that are taken away are gone',
    async () => {
      expect(await putWith(11, [])).toEqual({ applied: 'restarted' });
      const names = Object.keys(await environmentOf(await readyPid()));
      expect(names).toContain('OPENCLAW_STATE_DIR');
      expect(names.filter((name) => name.startsWith('SHOP_'))).toEqual([]);
    },
    START_MS,
  );

  test(
    'stopping ends OpenClaw in order, and SIGTERM ends the agent',
    async () => {
      const { gateway } = await rig.client.status();
      await rig.client.stop();
      expect(await rig.client.status()).toMatchObject({ phase: 'stopped', channels: [] });
      expect(() => process.kill(gateway?.pid ?? 0, 0)).toThrow('ESRCH');
      expect(await failureOf(rig.client.putConfig(rig.put(7, {})))).toMatchObject({ refusal: 'stopping' });
      const ended = once(rig.child, 'exit');
      rig.child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    },
    START_MS,
  );
});
