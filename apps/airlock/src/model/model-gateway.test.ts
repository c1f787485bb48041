import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AIRLOCK_TOKEN, ANTHROPIC_KEY, OPENAI_KEY, startRig } from '../testing/start-rig.ts';
import type { Rig } from '../testing/start-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({
    requestsPerBot: 2,
    modelRequestBytes: 32 * 1024,
    bufferedBytesPerBot: 36 * 1024,
    modelHeadersMs: 700,
    modelIdleMs: 700,
  });
});
afterEach(() => rig.close());

const messages = [{ role: 'user', content: 'When do you open?' }];
const openaiBody = { model: 'm-1', messages };
const anthropicBody = { model: 'c-1', max_tokens: 50, messages };

function ask(path: string, body: unknown, init: RequestInit = {}) {
  return fetch(`${rig.botsUrl}/model/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${AIRLOCK_TOKEN}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}
const askOpenai = (body: unknown = openaiBody, init: RequestInit = {}) => ask('v1/chat/completions', body, init);
const askAnthropic = (body: unknown = anthropicBody, init: RequestInit = {}) => {
  rig.useAnthropic();
  return ask('anthropic/v1/messages', body, init);
};
const seen = async (response: Response) => ({
  status: response.status,
  code: response.headers.get('x-clawberth-error'),
  body: await response.json(),
});

describe('OpenAI kind', () => {
  it('answers in one piece under the provider key, which the bot never sees', async () => {
    const response = await askOpenai();
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: 'The stand-in heard: When do you open?' } }],
    });
    expect(rig.openai.requests()).toMatchObject([{ key: OPENAI_KEY, path: '/v1/chat/completions', status: 200 }]);
    expect(JSON.stringify(rig.openai.requests()[0]?.headers)).not.toContain(AIRLOCK_TOKEN);
  });

  it('streams, and asks for the usage although the bot did not', async () => {
    rig.openai.answerWith(() => ['At ', 'seven']);
    const text = await (await askOpenai({ ...openaiBody, stream: true })).text();
    expect(text).toContain('"usage":{"prompt_tokens"');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(rig.openai.requests()[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  it('lists the one model of the bot without asking the provider', async () => {
    const response = await fetch(`${rig.botsUrl}/model/v1/models`, { headers: { 'x-api-key': AIRLOCK_TOKEN } });
    expect(await response.json()).toMatchObject({
      object: 'list',
      data: [{ id: 'm-1', object: 'model', owned_by: 'openai' }],
    });
    expect(rig.openai.requests()).toEqual([]);
  });

  it('lets no other model through, however it is asked for', async () => {
    const body = {
      error: {
        code: 'model_not_allowed',
        type: 'invalid_request_error',
        param: null,
        message: expect.stringContaining('model not allowed') as string,
      },
    };
    for (const model of ['m-2', '', undefined, null, ['m-1'], 'M-1']) {
      expect(await seen(await askOpenai({ ...openaiBody, model }))).toEqual({
        status: 403,
        code: 'model_not_allowed',
        body,
      });
    }
    await askOpenai({ ...openaiBody, models: ['dear'], route: 'fallback' });
    expect(rig.openai.requests().map((one) => one.body)).toEqual([openaiBody]);
  });
});

describe('Anthropic kind', () => {
  it('answers in one piece and streams the real events, with the version that the bot asked for', async () => {
    const headers = {
      'content-type': 'application/json',
      'x-api-key': AIRLOCK_TOKEN,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'x-2025',
    };
    expect(await (await askAnthropic(anthropicBody, { headers })).json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text' }],
    });
    const text = await (await askAnthropic({ ...anthropicBody, stream: true })).text();
    expect(text).toContain('event: message_start');
    expect(text.trimEnd().endsWith('data: {"type":"message_stop"}')).toBe(true);
    expect(rig.anthropic.requests()).toMatchObject([
      { key: ANTHROPIC_KEY, headers: { 'anthropic-beta': 'x-2025' } },
      { key: ANTHROPIC_KEY },
    ]);
    expect(JSON.stringify(rig.anthropic.requests().map((one) => one.headers))).not.toContain(AIRLOCK_TOKEN);
  });

  it('refuses other models and the other API in its own shape', async () => {
    expect(await seen(await askAnthropic({ ...anthropicBody, model: 'c-2' }))).toMatchObject({
      status: 403,
      code: 'model_not_allowed',
      body: { type: 'error', error: { type: 'permission_error' } },
    });
    expect(await seen(await askOpenai())).toMatchObject({ status: 403, code: 'model_not_allowed' });
  });

  it('says in its shape that the key was refused', async () => {
    rig.anthropic.revokeKey(ANTHROPIC_KEY);
    expect(await seen(await askAnthropic())).toMatchObject({
      status: 401,
      code: 'provider_key_refused',
      body: { error: { type: 'authentication_error' } },
    });
  });
});

describe('demo model', () => {
  it('answers by itself in both ways and says that no AI is behind it', async () => {
    rig.useDemo();
    const body = { model: 'demo', messages };
    const whole = (await (await askOpenai(body)).json()) as { choices: { message: { content: string } }[] };
    const text = whole.choices[0]?.message.content ?? '';
    expect(text).toContain('Demo model on this machine, no AI behind it.');
    expect(text).toContain('“When do you open?”');
    const streamed = await (await askOpenai({ ...body, stream: true })).text();
    const events = streamed
      .split('\n\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line) => JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] });
    expect(events.flatMap((event) => event.choices.map((choice) => choice.delta.content ?? '')).join('')).toBe(text);
    expect(streamed.endsWith('data: [DONE]\n\n')).toBe(true);
    expect((await askOpenai({ ...body, model: 'm-1' })).status).toBe(403);
  });
});

describe('who is turned away', () => {
  it('refuses unknown tokens, other addresses and deleted bots alike, without a word', async () => {
    const forbidden = {
      status: 403,
      code: 'forbidden',
      body: { error: { message: 'Forbidden', type: 'invalid_request_error', param: null, code: null } },
    };
    const withToken = (token: string) =>
      askOpenai(openaiBody, { headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });
    rig.directory.addModel(
      'elsewhere',
      {
        botId: 'b',
        organisationId: 'o',
        botName: 'B',
        kind: 'airlock_token',
        providerId: 'openai',
        api: 'openai-completions',
        modelId: 'm-1',
        earlierModelId: null,
        keyStopped: false,
        providerKey: OPENAI_KEY,
        upstreamRoot: rig.openai.url,
      },
      '172.30.0.2',
    );
    expect(await seen(await withToken('unknown'))).toEqual(forbidden);
    expect(await seen(await withToken('elsewhere'))).toEqual(forbidden);
    expect(await seen(await askOpenai(openaiBody, { headers: {} }))).toEqual(forbidden);
    expect(await seen(await withToken(OPENAI_KEY))).toEqual(forbidden);
    expect((await askOpenai()).status).toBe(200);
    rig.directory.forget(AIRLOCK_TOKEN);
    expect(await seen(await askOpenai())).toEqual(forbidden);
    expect(rig.openai.requests()).toHaveLength(1);
  });

  it('refuses what is too large, no JSON, or not there', async () => {
    expect(await seen(await askOpenai({ ...openaiBody, user: 'x'.repeat(33 * 1024) }))).toMatchObject({
      status: 413,
      code: 'too_large',
    });
    expect(await seen(await askOpenai('{"model"'))).toMatchObject({ status: 400, code: 'unreadable' });
    expect(
      await seen(await askOpenai('x', { headers: { 'content-type': 'text/plain', 'x-api-key': AIRLOCK_TOKEN } })),
    ).toMatchObject({ status: 400, code: 'bad_content_type' });
    expect(await seen(await ask('v1/embeddings', {}))).toMatchObject({ status: 404, code: 'not_found' });
    expect(rig.openai.requests()).toEqual([]);
  });

  it('limits how much of a bot is held in memory at once', async () => {
    rig.openai.timeOut();
    const left = new AbortController();
    const large = { ...openaiBody, user: 'x'.repeat(20 * 1024) };
    const open = askOpenai(large, { signal: left.signal }).catch(() => 'left');
    await expect.poll(() => rig.openai.requests().length).toBe(1);
    expect(await seen(await askOpenai(large))).toMatchObject({ status: 429, code: 'too_many_requests' });
    left.abort();
    await open;
    rig.openai.answerNormally();
    await expect.poll(async () => (await askOpenai(large)).status).toBe(200);
  });

  it('limits how many requests of a bot run at once', async () => {
    rig.openai.timeOut();
    const left = new AbortController();
    const open = [1, 2].map(() => askOpenai(openaiBody, { signal: left.signal }).catch(() => 'left'));
    await expect.poll(() => rig.openai.requests().length).toBe(2);
    const third = await askOpenai();
    expect(third.headers.get('retry-after')).toBe('1');
    expect(await seen(third)).toMatchObject({ status: 429, code: 'too_many_requests' });
    left.abort();
    await Promise.all(open);
    rig.openai.answerNormally();
    await expect.poll(async () => (await askOpenai()).status).toBe(200);
  });
});

describe('streams and trouble upstream', () => {
  it('gives the first piece on before the provider has finished', async () => {
    rig.openai.answerWith(() => ['first', 'second']);
    rig.openai.paceBy(60_000);
    const response = await askOpenai({ ...openaiBody, stream: true });
    const reader = (response.body ?? new ReadableStream()).getReader();
    let text = '';
    while (!text.includes('first')) text += Buffer.from((await reader.read()).value as Uint8Array).toString();
    expect(rig.openai.requests()[0]?.status).toBeNull();
    await reader.cancel();
  });

  it('lets go of the provider when the bot goes away', async () => {
    rig.openai.answerWith(() => ['first', 'second']);
    rig.openai.paceBy(60_000);
    const left = new AbortController();
    const response = await askOpenai({ ...openaiBody, stream: true }, { signal: left.signal });
    expect(response.status).toBe(200);
    left.abort();
    await expect.poll(() => rig.openai.requests()[0]?.aborted).toBe(true);
  });

  it('says that the key was refused, without the part of it that the provider repeats', async () => {
    rig.openai.revokeKey(OPENAI_KEY);
    const refused = await seen(await askOpenai());
    expect(refused).toMatchObject({
      status: 401,
      code: 'provider_key_refused',
      body: { error: { code: 'invalid_api_key' } },
    });
    expect(JSON.stringify(refused)).not.toContain(OPENAI_KEY.slice(-4));
  });

  it('says what else went wrong, each in a code of its own', async () => {
    rig.openai.rateLimit(7);
    const limited = await askOpenai();
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(await seen(limited)).toMatchObject({ status: 429, code: 'provider_rate_limited' });
    rig.openai.overload();
    expect(await seen(await askOpenai())).toMatchObject({ status: 503, code: 'provider_unavailable' });
    rig.openai.timeOut();
    expect(await seen(await askOpenai())).toMatchObject({ status: 504, code: 'provider_timed_out' });
    rig.openai.answerNormally();
    expect(await seen(await askOpenai({ ...openaiBody, messages: [] }))).toMatchObject({
      status: 400,
      code: 'provider_refused_request',
      body: { error: { code: 'empty_array' } },
    });
    rig.openai.goDown();
    expect(await seen(await askOpenai())).toMatchObject({ status: 502, code: 'provider_unreachable' });
  });

  it('ends a stream that broke off or fell silent with an error event of its API', async () => {
    rig.openai.breakStreams();
    expect(await (await askOpenai({ ...openaiBody, stream: true })).text()).toMatch(
      /\n\ndata: \{"error":\{"message":"The AI provider cannot be reached/,
    );
    rig.anthropic.answerWith(() => ['first', 'second']);
    rig.anthropic.paceBy(60_000);
    const silent = await (await askAnthropic({ ...anthropicBody, stream: true })).text();
    expect(silent).toMatch(/event: error\ndata: \{"type":"error","error":\{"type":"timeout_error"/);
    expect(silent).not.toContain('message_stop');
  });
});

it('never shows a provider key, in no answer and no log line, not even when the model says it', async () => {
  rig.openai.answerWith(() => ['my key is ', OPENAI_KEY.slice(0, 9), OPENAI_KEY.slice(9)]);
  const whole = await (await askOpenai()).text();
  const streamed = await (await askOpenai({ ...openaiBody, stream: true })).text();
  expect(whole).toContain('my key is [removed]');
  rig.openai.revokeKey(OPENAI_KEY);
  const refused = await (await askOpenai()).text();
  expect(whole + streamed + refused + rig.log()).not.toContain(OPENAI_KEY);
  for (const secret of [AIRLOCK_TOKEN, 'When do you open']) expect(rig.log()).not.toContain(secret);
  expect(rig.log()).toContain('"provider":"openai"');
});
