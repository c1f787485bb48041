import { expect, it } from 'vitest';
import { findInboundRoute } from './find-inbound-route.ts';

const botId = '0198c0de-0000-7000-8000-000000000001';
const find = (method: string, path: string) => findInboundRoute(method, new URL(path, 'http://inbound'));

it('knows chat and logs of one bot and passes only the query that the agent knows', () => {
  expect(find('POST', `/inbound/${botId}/chat?x=1`)).toEqual({
    botId,
    purpose: 'chat',
    method: 'POST',
    agentPath: '/v1/chat',
  });
  expect(find('GET', `/inbound/${botId}/chat?sessionId=web-1&x=1`)?.agentPath).toBe('/v1/chat?sessionId=web-1');
  expect(find('GET', `/inbound/${botId}/logs?after=7&follow=1`)?.agentPath).toBe('/v1/logs?after=7&follow=1');
});

it('knows nothing else of the agent', () => {
  for (const path of ['stop', 'config', 'pairing', 'proof', 'chat/', '../v1/stop', '%2e%2e/v1/stop']) {
    expect(find('POST', `/inbound/${botId}/${path}`)).toBeNull();
  }
  expect(find('POST', `/inbound/${botId}/logs`)).toBeNull();
  expect(find('GET', '/inbound/not-a-bot/chat')).toBeNull();
});
