import { setTimeout as sleep } from 'node:timers/promises';
import { bot } from '@clawberth/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSmallBot } from './testing/run-small-bot.ts';
import { startCoreRig, type CoreRig } from './testing/start-core-rig.ts';

// What happens at the door while secrets are replaced, stopped and renewed: real Postgres and core, stand-ins outside.

const key = (word: string) => `sk-proj-${word.repeat(10)}`;
const anna = { id: 501, first_name: 'Anna' };
let rig: CoreRig;
beforeAll(async () => {
  // Held polls end when something changes, or the test does not end.
  rig = await startCoreRig({ stoppedPollMs: 120_000 });
});
afterAll(() => rig.close());

/** Says how long it took from the commit, for whoever reads the run; nothing is asserted of it. */
const tellTime = (what: string, from: number, to: number) =>
  process.stdout.write(`${what}: ${Math.round(to - from)} ms after the verb returned\n`);

const polls = () => rig.telegram.requests().filter(({ method }) => method === 'getUpdates');
/** A long poll that has arrived at Telegram, where nobody says a word; and when it ended. */
async function startPoll(standIn: string | null) {
  const before = polls().length;
  const poll = rig.callTelegram(standIn, 'getUpdates', { timeout: 50 });
  const ended = poll.then((answer) => ({ ...answer, at: performance.now() }));
  await expect.poll(() => polls().length).toBe(before + 1);
  return { ended };
}
/** A streamed answer of which the first words have arrived. */
async function startAnswer(airlockToken: string) {
  const response = await rig.ask(airlockToken, 'a long story');
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('no answer');
  const first = await reader.read();
  const rest = async () => {
    let text = new TextDecoder().decode(first.value);
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += new TextDecoder().decode(part.value);
    return { text, at: performance.now() };
  };
  return { status: response.status, rest: rest() };
}

describe('a newer token of the same Telegram bot', () => {
  it('ends the long poll under the old one without updates; the next goes out under the new one', async () => {
    const { botId, telegramBotId } = await rig.deploy(key('aaaa'));
    const { telegramStandIn: standIn } = await rig.tokensOf(botId);
    const poll = await startPoll(standIn);
    // The stand-in keeps the old one's poll open: only the airlock can end it.
    const fresh = `${telegramBotId}:${'F'.repeat(35)}`;
    rig.telegram.addBot({ token: fresh, id: telegramBotId, username: 'bake_bot', name: 'Bake' });
    expect(await bot.replaceTelegramToken(rig.ours.owner, { botId, token: fresh })).toEqual({ restarts: false });
    const done = performance.now();
    const ended = await poll.ended;
    expect(ended).toMatchObject({ status: 200, body: { ok: true, result: [] } });
    tellTime('a long poll under the replaced token ended', done, ended.at);
    expect((await rig.callTelegram(standIn, 'getUpdates')).status).toBe(200);
    expect(polls().at(-1)).toMatchObject({ token: fresh, status: 200 });
    expect((await rig.tokensOf(botId)).telegramStandIn).toBe(standIn);
  });
});

describe('a replaced AI key', () => {
  it('lets the answer under the old one run to its end; the next question goes out under the new one', async () => {
    const [old, fresh] = [key('bbbb'), key('cccc')];
    const { botId } = await rig.deploy(old);
    const { airlockToken } = await rig.tokensOf(botId);
    rig.openai.addKey(fresh);
    rig.openai.paceBy(30);
    rig.openai.answerWith('word '.repeat(30));
    const answer = await startAnswer(airlockToken);
    await bot.replaceProviderKey(rig.ours.owner, { botId, key: fresh });
    expect((await answer.rest).text.match(/word/g)).toHaveLength(30);
    rig.openai.paceBy(0);
    expect((await rig.ask(airlockToken, 'and now?')).status).toBe(200);
    expect(rig.openai.requests().at(-1)).toMatchObject({ key: fresh });
  });
});

describe('a stopped AI key', () => {
  it('cuts the answer under way, is refused in the API’s own shape, and works again when it is replaced', async () => {
    const [old, fresh] = [key('dddd'), key('eeee')];
    const { botId } = await rig.deploy(old);
    const { airlockToken } = await rig.tokensOf(botId);
    rig.openai.paceBy(200);
    rig.openai.answerWith('word '.repeat(600));
    const answer = await startAnswer(airlockToken);
    expect(answer.status).toBe(200);
    await bot.revokeSecret(rig.ours.admin, { botId, kind: 'provider_key' });
    const done = performance.now();
    const cut = await answer.rest;
    expect(cut.text).toContain('"code":"invalid_api_key"');
    expect(cut.text).not.toContain('[DONE]');
    tellTime('an answer under the stopped key was cut', done, cut.at);
    rig.openai.paceBy(0);

    const asked = rig.openai.requests().length;
    const refused = await rig.ask(airlockToken, 'and now?');
    expect([refused.status, refused.headers.get('x-clawberth-error')]).toEqual([401, 'provider_key_stopped']);
    expect(rig.openai.requests()).toHaveLength(asked);
    expect(await bot.get(rig.ours.viewer, { botId })).toMatchObject({
      state: 'needs_you',
      reason: 'The AI key was stopped.',
      failure: { code: 'provider_key_stopped', action: 'replace_provider_key' },
    });

    rig.openai.addKey(fresh);
    await expect(bot.replaceProviderKey(rig.ours.owner, { botId, key: old })).rejects.toMatchObject({
      code: 'conflict',
      fields: { key: expect.stringContaining('was stopped here') as string },
    });
    await bot.replaceProviderKey(rig.ours.owner, { botId, key: fresh });
    expect((await rig.ask(airlockToken, 'and now?')).status).toBe(200);
    expect(await bot.get(rig.ours.viewer, { botId })).toMatchObject({ state: 'working', failure: null, generation: 1 });
  });
});

describe('a stopped Telegram token', () => {
  it('ends what is under way, holds further polls, and goes on without a restart when it is replaced', async () => {
    const { botId, token, telegramBotId } = await rig.deploy(key('ffff'));
    const { telegramStandIn: standIn } = await rig.tokensOf(botId);
    const poll = await startPoll(standIn);
    await bot.revokeSecret(rig.ours.owner, { botId, kind: 'telegram_token' });
    const done = performance.now();
    const ended = await poll.ended;
    expect(ended).toMatchObject({ status: 200, body: { ok: true, result: [] } });
    tellTime('a long poll under the stopped token was cut', done, ended.at);

    const before = rig.telegram.requests().length;
    const refused = await rig.callTelegram(standIn, 'sendMessage', { chat_id: 501, text: 'no' });
    expect(refused).toMatchObject({ status: 401, body: { ok: false, error_code: 401 } });
    let rests = true;
    const held = rig.callTelegram(standIn, 'getUpdates', { timeout: 1 }).then((answer) => ((rests = false), answer));
    await sleep(1_500);
    expect(rests).toBe(true);
    expect(rig.telegram.requests()).toHaveLength(before);
    expect(await bot.get(rig.ours.viewer, { botId })).toMatchObject({
      state: 'needs_you',
      failure: {
        action: 'replace_telegram_token',
        whatHappened: expect.stringMatching(/^Mira stopped it on /) as string,
      },
    });

    const fresh = `${telegramBotId}:${'G'.repeat(35)}`;
    rig.telegram.addBot({ token: fresh, id: telegramBotId, username: 'bake_bot', name: 'Bake' });
    await expect(bot.replaceTelegramToken(rig.ours.owner, { botId, token })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await bot.replaceTelegramToken(rig.ours.owner, { botId, token: fresh })).toEqual({ restarts: false });
    expect(await held).toMatchObject({ status: 200, body: { ok: true, result: [] } });
    expect((await rig.callTelegram(standIn, 'getMe')).status).toBe(200);
    expect((await bot.get(rig.ours.viewer, { botId })).state).toBe('working');
  });
});

describe('ended tokens', () => {
  it('at once: what is under way is cut with a refusal, on both ways', async () => {
    const { botId } = await rig.deploy(key('gggg'));
    const { telegramStandIn: standIn, airlockToken } = await rig.tokensOf(botId);
    rig.openai.paceBy(200);
    rig.openai.answerWith('word '.repeat(600));
    const [poll, answer] = [await startPoll(standIn), await startAnswer(airlockToken)];
    await bot.renewTokens(rig.ours.owner, { botId, atOnce: true });
    const done = performance.now();
    const [ended, cut] = [await poll.ended, await answer.rest];
    expect(ended).toMatchObject({ status: 403, body: { ok: false, error_code: 403 } });
    expect(cut.text).not.toContain('[DONE]');
    tellTime('calls under ended tokens were cut', done, Math.max(ended.at, cut.at));
    rig.openai.paceBy(0);
    expect((await rig.callTelegram(standIn, 'getMe')).status).toBe(403);
    expect((await rig.ask(airlockToken, 'and now?')).status).toBe(403);
  });

  it('are seen after Postgres was out of hearing', async () => {
    const { botId } = await rig.deploy(key('hhhh'));
    const { telegramStandIn: standIn } = await rig.tokensOf(botId);
    const poll = await startPoll(standIn);
    let open = true;
    void poll.ended.then(() => (open = false));
    await rig.missChange(async () => {
      await bot.renewTokens(rig.ours.owner, { botId, atOnce: true });
      await sleep(500);
      expect(open).toBe(true);
    });
    expect(await poll.ended).toMatchObject({ status: 403 });
  });
});

it('a swap under load: no message is lost, none is answered twice, and the old ones are worth nothing', async () => {
  const [old, fresh] = [key('iiii'), key('jjjj')];
  const { botId, token, telegramBotId } = await rig.deploy(old);
  rig.openai.paceBy(5);
  rig.openai.answerWith('one two three four five six');
  const first = await rig.tokensOf(botId);
  const small = runSmallBot(rig, first);
  const said: string[] = [];
  const silence = new AbortController();
  const talk = (async () => {
    while (!silence.signal.aborted) {
      const text = `message ${said.length}`;
      rig.telegram.say({ from: anna, text, to: telegramBotId });
      said.push(text);
      await sleep(30);
    }
  })();
  const untilAnswered = (count: number) =>
    expect.poll(() => small.answered.length, { timeout: 30_000 }).toBeGreaterThan(count);

  await untilAnswered(5);
  const freshToken = rig.telegram.renewToken(token);
  await bot.replaceTelegramToken(rig.ours.owner, { botId, token: freshToken });
  await untilAnswered(small.answered.length + 5);
  rig.openai.addKey(fresh);
  await bot.replaceProviderKey(rig.ours.owner, { botId, key: fresh });
  await expect.poll(() => rig.openai.requests().at(-1)?.key).toBe(fresh);
  rig.openai.revokeKey(old);
  await untilAnswered(small.answered.length + 5);
  // Renewed: the sandbox goes on with the earlier tokens until the worker has put another one in its place.
  await bot.renewTokens(rig.ours.owner, { botId });
  await untilAnswered(small.answered.length + 5);
  const second = await rig.tokensOf(botId);
  small.restartWith(second);
  await untilAnswered(small.answered.length + 5);
  await rig.endOldTokens(botId);
  await untilAnswered(small.answered.length + 5);
  silence.abort();
  await talk;
  await expect.poll(() => small.answered.length, { timeout: 60_000 }).toBe(said.length);
  await small.stop();

  const sent = rig.telegram.sentTo(anna.id).filter(({ botId: sender }) => sender === telegramBotId);
  expect(sent.map(({ text }) => text)).toEqual(said.map((text) => `re: ${text}`));
  expect(small.brokenAnswers).toEqual([]);
  process.stdout.write(
    `${said.length} messages during three changes: ${sent.length} answered, ${small.refusedPolls.length} polls refused ` +
      `by Telegram between its own change and ours\n`,
  );
  expect((await rig.callTelegram(first.telegramStandIn, 'getMe')).status).toBe(403);
  expect((await rig.ask(first.airlockToken, 'hello?')).status).toBe(403);
  expect((await rig.callTelegram(second.telegramStandIn, 'getMe')).status).toBe(200);
  const lastOld = rig.openai.requests().findLastIndex((request) => request.key === old);
  const firstFresh = rig.openai.requests().findIndex((request) => request.key === fresh);
  expect(lastOld).toBeLessThan(firstFresh + 2);
}, 120_000);
