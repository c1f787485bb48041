import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAnthropicStandIn } from './start-anthropic-stand-in.ts';
import type { ModelStandIn } from './start-model-stand-in.ts';

const key = 'sk-ant-test-0123456789';
const question = {
  model: 'c-1',
  max_tokens: 100,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'When do you open?' }] }],
};
let provider: ModelStandIn;

beforeEach(async () => {
  provider = await startAnthropicStandIn();
  provider.addKey(key);
  provider.addModel('c-1');
});
afterEach(() => provider.close());

function ask(body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${provider.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

it('answers in one piece with usage', async () => {
  provider.answerWith((asked) => `You asked: ${asked.lastUserText}`);
  expect(await (await ask(question)).json()).toMatchObject({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'You asked: When do you open?' }],
    stop_reason: 'end_turn',
    usage: { output_tokens: expect.any(Number) },
  });
});

it('streams the real order of events', async () => {
  provider.answerWith(() => ['At ', 'seven']);
  const text = await (await ask({ ...question, stream: true })).text();
  expect([...text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1])).toEqual([
    'message_start',
    'content_block_start',
    'ping',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
  expect(text).toContain('"delta":{"type":"text_delta","text":"seven"}');
});

it('refuses in the real shapes', async () => {
  const refused = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });
  expect(await refused(await ask(question, { 'x-api-key': 'sk-wrong' }))).toMatchObject({
    status: 401,
    type: 'error',
    error: { type: 'authentication_error', message: 'invalid x-api-key' },
  });
  expect(await refused(await ask(question, { 'x-api-key': '' }))).toMatchObject({
    error: { message: 'x-api-key header is required' },
  });
  expect(await refused(await ask('{', {}))).toMatchObject({ status: 400, error: { type: 'invalid_request_error' } });
  expect(await refused(await ask({ ...question, max_tokens: undefined }))).toMatchObject({
    error: { message: 'max_tokens: Field required' },
  });
  expect(await refused(await ask({ ...question, model: 'other' }))).toMatchObject({
    status: 404,
    error: { type: 'not_found_error' },
  });
  expect(await refused(await ask('x', { 'content-type': 'text/plain' }))).toMatchObject({ status: 400 });
  const noVersion = await fetch(`${provider.url}/v1/models`, { headers: { 'x-api-key': key } });
  expect(await refused(noVersion)).toMatchObject({ status: 400 });
});

it('rate limits and overloads as the real one', async () => {
  provider.rateLimit(5);
  expect(await (await ask(question)).json()).toMatchObject({ error: { type: 'rate_limit_error' } });
  provider.overload();
  expect((await ask(question)).status).toBe(529);
});

it('lists models', async () => {
  const response = await fetch(`${provider.url}/v1/models`, {
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
  });
  expect(await response.json()).toMatchObject({ data: [{ type: 'model', id: 'c-1' }], has_more: false });
});
