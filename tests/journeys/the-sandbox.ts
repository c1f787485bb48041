import { describe, expect, it } from 'vitest';
import { networkOf, runInside } from '../harness/sandbox.ts';
import { OPENAI_KEY } from '../harness/stack.ts';
import { BOT, PORTS, TOKEN, TOKEN_SECRET } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { forbiddenTargets, openOnAllAddresses, probeFromInside, reachableFromHost, UNREACHED } from './isolation.ts';
import { findInSandbox } from './secrets-nowhere.ts';

export function theSandbox(world: World): void {
  describe('the sandbox', () => {
    it('reaches the airlock and nothing else', async () => {
      const { gateway } = await networkOf(world.clerkId);
      const open = await openOnAllAddresses();
      const { withControl, bare } = await forbiddenTargets(world.demoId, open.port, open.addresses, PORTS, gateway);
      expect(open.addresses).toContain(gateway);
      for (const probe of withControl) expect([probe.name, await reachableFromHost(probe)]).toEqual([probe.name, true]);
      const door = { name: 'its own door', host: gateway, port: PORTS.door };
      const reached = await probeFromInside(world.clerkId, [door, ...withControl, ...bare]);
      open.close();
      expect(reached[0]).toEqual({ name: 'its own door', outcome: 'connected' });
      expect(reached.slice(1).filter(({ outcome }) => !UNREACHED.includes(outcome))).toEqual([]);
    });

    it('finds its tokens worthless at another bot’s door', async () => {
      const script = `fetch('http://${(await networkOf(world.demoId)).gateway}:${PORTS.door}/model/v1/models', { headers: { authorization: 'Bearer ' + 'x'.repeat(43) } }).then((r) => process.stdout.write(String(r.status)))`;
      expect(await runInside(world.demoId, script)).toBe('403');
    });

    it('holds neither the real token nor the provider key, in any file, environment, command line, log or inspect', async () => {
      // The bot's public numeric id stands in its config: it proves that the search finds what is there.
      const [token, key, control] = await findInSandbox(world.clerkId, [TOKEN_SECRET, OPENAI_KEY, `${BOT.id}:`]);
      expect({ token, key }).toEqual({ token: [], key: [] });
      expect(control?.length).toBeGreaterThan(0);
      expect(world.stack.telegram.requests().some((one) => one.token === TOKEN)).toBe(true);
    });
  });
}
