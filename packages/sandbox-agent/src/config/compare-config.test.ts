import type { PutConfig } from '@clawberth/openclaw/agent-protocol';
import { expect, test } from 'vitest';
import { compareConfig, gatewayTokenOf } from './compare-config.ts';

const PUT: PutConfig = {
  configVersion: 1,
  config: { tools: { deny: ['*'] } },
  files: [{ path: 'AGENTS.md', content: 'a' }],
  secretFiles: [{ name: 'gateway-token', content: 'g' }],
};
const NOTHING = { config: false, files: false, secretsReplaced: false, secretsAdded: false, environment: false };

test('another version number alone is no change', () => {
  expect(compareConfig(PUT, { ...structuredClone(PUT), configVersion: 2 })).toEqual(NOTHING);
});

test('each part is seen by itself', () => {
  expect(compareConfig(PUT, { ...PUT, config: { tools: { deny: [] } } })).toEqual({ ...NOTHING, config: true });
  expect(compareConfig(PUT, { ...PUT, files: [] })).toEqual({ ...NOTHING, files: true });
  const replaced = [{ name: 'gateway-token', content: 'other' }];
  expect(compareConfig(PUT, { ...PUT, secretFiles: replaced })).toEqual({ ...NOTHING, secretsReplaced: true });
  const added = [...PUT.secretFiles, { name: 'telegram-token', content: 't' }];
  expect(compareConfig(PUT, { ...PUT, secretFiles: added })).toEqual({ ...NOTHING, secretsAdded: true });
});

test('an environment that is added, changed or gone is seen; none and an empty one are the same', () => {
  const variable = { name: 'SHOP_URL', value: 'a', secret: false };
  const changed = { ...NOTHING, environment: true };
  const having = { ...PUT, env: [variable] };
  expect(compareConfig(PUT, having)).toEqual(changed);
  expect(compareConfig(having, { ...PUT, env: [{ ...variable, value: 'b' }] })).toEqual(changed);
  expect(compareConfig(having, PUT)).toEqual(changed);
  expect(compareConfig(having, structuredClone(having))).toEqual(NOTHING);
  expect(compareConfig(PUT, { ...PUT, env: [] })).toEqual(NOTHING);
});

test('the gateway token is found by its name', () => {
  expect(gatewayTokenOf(PUT)).toBe('g');
  expect(gatewayTokenOf({ ...PUT, secretFiles: [] })).toBeNull();
});
