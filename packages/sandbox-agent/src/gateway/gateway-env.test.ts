import { sandboxLayout } from '@clawberth/openclaw/agent-protocol';
import { steersProgram } from '@clawberth/openclaw/variables';
import { expect, test } from 'vitest';
import { gatewayEnv } from './gateway-env.ts';

const options = { layout: sandboxLayout(), variables: [] };

test('in gVisor OpenClaw’s native file helper is off, elsewhere it is left to OpenClaw', () => {
  expect(gatewayEnv({ ...options, gvisor: true })).toHaveProperty('OPENCLAW_FS_SAFE_NATIVE_MODE', 'off');
  expect(gatewayEnv({ ...options, gvisor: false })).not.toHaveProperty('OPENCLAW_FS_SAFE_NATIVE_MODE');
});

test('nothing of the agent’s own environment reaches OpenClaw', () => {
  expect(Object.keys(gatewayEnv({ ...options, gvisor: true })).filter((name) => /TOKEN|AGENT|SHA/.test(name))).toEqual(
    [],
  );
});

test('the bot’s variables are there, and none can stand over what OpenClaw is run with', () => {
  const alone = gatewayEnv({ ...options, gvisor: true });
  const own = { name: 'SHOP_URL', value: 'https://shop.example', secret: false };
  expect(gatewayEnv({ ...options, variables: [own], gvisor: true })).toEqual({ ...alone, SHOP_URL: own.value });
  const over = Object.keys(alone).map((name) => ({ name, value: 'of somebody else', secret: false }));
  expect(gatewayEnv({ ...options, variables: over, gvisor: true })).toEqual(alone);
});

test('every name that OpenClaw is run with is one that no variable may have', () => {
  const names = Object.keys(gatewayEnv({ ...options, gvisor: true }));
  expect(names.filter((name) => !steersProgram(name))).toEqual([]);
});
