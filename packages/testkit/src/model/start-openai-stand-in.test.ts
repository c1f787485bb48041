import { afterEach, beforeEach, expect, it } from 'vitest';
import { startOpenaiStandIn } from './start-openai-stand-in.ts';
import type { ModelStandIn } from './start-model-stand-in.ts';

const key = 'sk-test-0123456789abcdef';
const question = { model: 'm-1', messages: [{ role: 'user', content: 'When do you open?' }] };
let provider: ModelStandIn;

beforeEach(async () => {
  provider = await startOpenaiStandIn();
  provider.addKey(key);
  provider.addModel('m-1');
});
afterEach(() => provider.close());

function ask(body: unknown, headers: Record<string, string> = {}, init: RequestInit = {}) {
  return fetch(`${provider.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

const dataLines = (text: string) =>
  text
    .split('\n\n')
    .filter(Boolean)
    .map((line) => line.replace('data: ', ''));

it('answers in one piece with usage, by the script', async () => {
  provider.answerWith((asked) => `You asked: ${asked.lastUserText}`);
  expect(await (await ask(question)).json()).toMatchObject({
    object: 'chat.completion',
    choices: [{ message: { role: 'assistant', content: 'You asked: When do you open?' }, finish_reason: 'stop' }],
    usage: { completion_tokens: expect.any(Number) },
  });
  expect(provider.requests()).toMatchObject([{ key, status: 200, aborted: false }]);
});

it('streams pieces, then usage only when asked for, then [DONE]', async () => {
  provider.answerWith(() => ['At ', 'seven']);
  const withUsage = dataLines(
    await (await ask({ ...question, stream: true, stream_options: { include_usage: true } })).text(),
  );
  const pieces = withUsage
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { choices: { delta: { content?: string } }[]; usage: unknown });
  expect(pieces.flatMap((piece) => piece.choices.map((choice) => choice.delta.content ?? '')).join('')).toBe(
    'At seven',
  );
  expect(pieces.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
  expect(withUsage.at(-1)).toBe('[DONE]');
  const without = dataLines(await (await ask({ ...question, stream: true })).text());
  expect(without.join('')).not.toContain('usage');
});

it('refuses wrong keys, bodies, models and paths in the real shapes', async () => {
  const refused = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });
  const wrongKey = await refused(await ask(question, { authorization: 'Bearer sk-wrong-0123456789' }));
  expect(wrongKey).toMatchObject({
    status: 401,
    error: { code: 'invalid_api_key', type: 'invalid_request_error', param: null },
  });
  expect(JSON.stringify(wrongKey)).toContain('6789');
  expect(await refused(await ask(question, { authorization: '' }))).toMatchObject({
    status: 401,
    error: { code: null },
  });
  expect(await refused(await ask('{"model"'))).toMatchObject({ status: 400 });
  expect(await refused(await ask('x', { 'content-type': 'text/plain' }))).toMatchObject({
    status: 400,
    error: { code: 'unsupported_content_type' },
  });
  expect(await refused(await ask({ ...question, model: 'other' }))).toMatchObject({
    status: 404,
    error: { code: 'model_not_found' },
  });
  expect(await refused(await ask({ model: 'm-1', messages: [] }))).toMatchObject({ status: 400 });
  const unknownPath = await fetch(`${provider.url}/v1/nothing`, { headers: { authorization: `Bearer ${key}` } });
  expect(await refused(unknownPath)).toMatchObject({
    status: 404,
    error: { message: 'Invalid URL (GET /v1/nothing)' },
  });
});

it('lists models', async () => {
  const response = await fetch(`${provider.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  expect(await response.json()).toMatchObject({ object: 'list', data: [{ id: 'm-1', object: 'model' }] });
});

it('rate limits, overloads, breaks a stream, and never answers when told to', async () => {
  provider.rateLimit(3);
  const limited = await ask(question);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
  provider.overload();
  expect((await ask(question)).status).toBe(503);
  provider.breakStreams();
  await expect((await ask({ ...question, stream: true })).text()).rejects.toThrow('terminated');
  provider.timeOut();
  const given = new AbortController();
  const unanswered = ask(question, {}, { signal: given.signal });
  await expect.poll(() => provider.requests().length).toBe(4);
  given.abort();
  await expect(unanswered).rejects.toThrow('aborted');
  await expect.poll(() => provider.requests().at(-1)?.aborted).toBe(true);
  provider.answerNormally();
  expect((await ask(question)).status).toBe(200);
});
