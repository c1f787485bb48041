import { afterEach, beforeEach, expect, it } from 'vitest';
import { AIRLOCK_TOKEN, BOT, STAND_IN, startRig } from '../testing/start-rig.ts';
import type { Rig } from '../testing/start-rig.ts';

// What a change of secrets does to calls under way; over loopback, with a directory in memory.

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ lookAgainTries: 3, lookAgainPauseMs: 10 });
});
afterEach(() => rig.close());

const polls = () => rig.telegram.requests().filter(({ method }) => method === 'getUpdates').length;
async function poll() {
  const before = polls();
  const answer = fetch(`${rig.botsUrl}/telegram/bot${STAND_IN}/getUpdates?timeout=50`);
  await expect.poll(polls).toBe(before + 1);
  return answer.then(async (response) => ({ status: response.status, body: await response.json() }));
}
const ask = (stream: boolean) =>
  fetch(`${rig.botsUrl}/model/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${AIRLOCK_TOKEN}` },
    body: JSON.stringify({ model: 'm-1', stream, messages: [{ role: 'user', content: 'Are you open?' }] }),
  });

it('a change that does not concern the caller leaves the call as it is', async () => {
  rig.openai.paceBy(20);
  rig.openai.answerWith('word '.repeat(20));
  const response = await ask(true);
  rig.directory.tellChange(BOT.botId);
  rig.directory.tellChange(null);
  expect((await response.text()).match(/word/g)).toHaveLength(20);
  expect(rig.door.underWay.count()).toBe(0);
});

it('a token that is known no more ends its calls with a refusal', async () => {
  const ended = poll();
  await expect.poll(polls).toBe(1);
  rig.directory.forget(STAND_IN);
  rig.directory.tellChange(BOT.botId);
  expect(await ended).toEqual({ status: 403, body: { ok: false, error_code: 403, description: 'Forbidden' } });
});

it('a stopped key ends an answer that has not begun with 401, and one under way with an error event', async () => {
  const stop = () => {
    rig.useOpenai({ providerKey: null, keyStopped: true });
    rig.directory.tellChange(BOT.botId);
  };
  rig.openai.timeOut();
  const waiting = ask(false);
  await expect.poll(() => rig.openai.requests().length).toBe(1);
  stop();
  const refused = await waiting;
  expect([refused.status, refused.headers.get('x-clawberth-error')]).toEqual([401, 'provider_key_stopped']);

  rig.useOpenai();
  rig.openai.answerNormally();
  rig.openai.paceBy(100);
  rig.openai.answerWith('word '.repeat(600));
  const begun = await ask(true);
  stop();
  const text = await begun.text();
  expect(text.trimEnd().split('\n').at(-1)).toMatch(/^data: \{"error":\{.*"code":"invalid_api_key"\}\}$/);
  await expect.poll(() => rig.openai.requests().at(-1)?.aborted).toBe(true);
});

it('what cannot be looked up again is tried for a moment, then cut', async () => {
  const ended = poll();
  await expect.poll(polls).toBe(1);
  rig.directory.broken = true;
  rig.directory.tellChange(BOT.botId);
  expect(await ended).toMatchObject({ status: 503 });
});

it('a directory that is back in time leaves the call as it is', async () => {
  const ended = poll();
  await expect.poll(polls).toBe(1);
  rig.directory.broken = true;
  rig.directory.tellChange(BOT.botId);
  rig.directory.broken = false;
  rig.telegram.say({ from: { id: 501, first_name: 'Anna' }, text: 'are you open' });
  expect(await ended).toMatchObject({ status: 200, body: { result: [{ message: { text: 'are you open' } }] } });
});

it('no door opens that nobody could tell of changes', async () => {
  const { startBotsDoor } = await import('./start-bots-door.ts');
  const directory = { ...rig.directory, watchSecrets: () => Promise.reject(new Error('Postgres is down.')) };
  const outside = { telegramApiRoot: rig.telegram.url };
  await expect(startBotsDoor({ ...rig.door, directory }, outside, { host: '127.0.0.1', port: 0 })).rejects.toThrow(
    'down',
  );
});
