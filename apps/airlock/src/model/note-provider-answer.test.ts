import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AIRLOCK_TOKEN, BOT, OPENAI_KEY, startRig } from '../testing/start-rig.ts';
import type { Rig } from '../testing/start-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const question = { model: 'm-1', messages: [{ role: 'user', content: 'When do you open?' }] };
const ask = (body: object = question) =>
  fetch(`${rig.botsUrl}/model/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${AIRLOCK_TOKEN}` },
    body: JSON.stringify(body),
  });
const noted = () => rig.directory.providerAnswers;

it('notes an answer and a refused key, and no other trouble', async () => {
  rig.openai.overload();
  await ask();
  rig.openai.answerNormally();
  await ask({ ...question, messages: [] });
  await ask({ ...question, model: 'm-2' });
  expect(noted()).toEqual([]);
  await ask({ ...question, stream: true });
  expect(noted()).toEqual([`${BOT.botId} answered`]);
  rig.openai.revokeKey(OPENAI_KEY);
  await ask();
  expect(noted().slice(1)).toEqual([`${BOT.botId} provider_key_refused`]);
});

it('notes an empty account, but not a text that the provider flagged, which the bot is told of', async () => {
  const metadata = { reasons: ['violence'], flagged_input: 'a text' };
  const answers = [
    { status: 403, error: { code: 403, message: 'flagged', metadata } },
    { status: 402, error: { code: 402, message: 'no credit' } },
  ];
  const provider = createServer((request, response) => {
    const { status = 500, error } = answers.shift() ?? {};
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  const who = { ...BOT, botName: 'Bake', kind: 'airlock_token' as const, providerId: 'openrouter' as const };
  const model = {
    api: 'openai-completions' as const,
    modelId: 'm-1',
    earlierModelId: null,
    keyStopped: false,
    providerKey: 'sk-or-1',
  };
  rig.directory.addModel(AIRLOCK_TOKEN, { ...who, ...model, upstreamRoot: `http://127.0.0.1:${port}` });
  try {
    const flagged = await ask();
    expect([flagged.status, await flagged.json()]).toEqual([
      403,
      { error: { code: 403, message: 'flagged', metadata } },
    ]);
    expect(noted()).toEqual([]);
    expect((await ask()).headers.get('x-clawberth-error')).toBe('provider_quota_used_up');
    expect(noted()).toEqual([`${BOT.botId} provider_quota_used_up`]);
  } finally {
    provider.closeAllConnections();
    provider.close();
  }
});

it('does not keep the bot waiting for the note, and answers when it fails', async () => {
  rig.directory.recordProviderAnswer = () => new Promise(() => {});
  expect((await ask()).status).toBe(200);
  rig.directory.recordProviderAnswer = () => Promise.reject(new Error('The database is down.'));
  expect((await ask()).status).toBe(200);
  rig.openai.revokeKey(OPENAI_KEY);
  expect((await ask()).status).toBe(401);
  await expect.poll(() => rig.log()).toContain('could not note what the provider said');
});
