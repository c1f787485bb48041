import { sandboxLayout } from '@clawberth/openclaw/agent-protocol';
import { expect, test } from 'vitest';
import { gatewayEnv } from './gateway-env.ts';

const options = { layout: sandboxLayout() };

test('in gVisor OpenClaw’s native file helper is off, elsewhere it is left to OpenClaw', () => {
  expect(gatewayEnv({ ...options, gvisor: true })).toHaveProperty('OPENCLAW_FS_SAFE_NATIVE_MODE', 'off');
  expect(gatewayEnv({ ...options, gvisor: false })).not.toHaveProperty('OPENCLAW_FS_SAFE_NATIVE_MODE');
});

test('nothing of the agent’s own environment reaches OpenClaw', () => {
  expect(Object.keys(gatewayEnv({ ...options, gvisor: true })).filter((name) => /TOKEN|AGENT|SHA/.test(name))).toEqual(
    [],
  );
});
