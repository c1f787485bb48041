import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { readAgentOptions } from './env.ts';

const OK = { AGENT_TOKEN_SHA256: 'a'.repeat(64), OPENCLAW_PACKAGE_DIR: tmpdir() };

test('the container’s defaults', () => {
  expect(readAgentOptions(OK)).toMatchObject({
    host: '0.0.0.0',
    port: 18_080,
    gatewayPort: 18_789,
    layout: { root: '/state' },
  });
});

test('a missing token digest and a missing OpenClaw are named', () => {
  expect(() => readAgentOptions({})).toThrow('AGENT_TOKEN_SHA256');
  expect(() => readAgentOptions({ ...OK, OPENCLAW_PACKAGE_DIR: '/nowhere' })).toThrow('no OpenClaw at /nowhere');
});
