import { expect, it } from 'vitest';
import { readModelRequest } from './model-request.ts';

const read = (body: unknown, api: 'openai-completions' | 'anthropic-messages' = 'openai-completions') =>
  readModelRequest(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), api);

it('asks every OpenAI stream for its usage and keeps the other stream options', () => {
  expect(
    read({ model: 'm', stream: true, stream_options: { include_usage: false, include_obfuscation: false } })?.body,
  ).toEqual({
    model: 'm',
    stream: true,
    stream_options: { include_usage: true, include_obfuscation: false },
  });
  expect(read({ model: 'm', stream_options: {} })?.body).toEqual({ model: 'm' });
  expect(read({ model: 'm', stream: true }, 'anthropic-messages')?.body).toEqual({ model: 'm', stream: true });
});

it('leaves out what chooses another model or fetches from elsewhere', () => {
  const body = {
    model: 'm',
    messages: [],
    models: ['dear'],
    route: 'fallback',
    plugins: [],
    preset: 'x',
    mcp_servers: [],
    container: 'c',
  };
  expect(read(body)?.body).toEqual({ model: 'm', messages: [] });
  expect(read(body, 'anthropic-messages')?.body).toEqual({ model: 'm', messages: [] });
});

it('reads the last of two models, which is also the one that goes upstream', () => {
  expect(read('{"model":"cheap","model":"dear"}')).toMatchObject({ model: 'dear', body: { model: 'dear' } });
});

it('gives null for what is no JSON object', () => {
  expect([read('{'), read('[]'), read('null'), read('"text"')]).toEqual([null, null, null, null]);
});
