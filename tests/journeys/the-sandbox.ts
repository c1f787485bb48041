import { describe, expect, it } from 'vitest';
import { networkOf, runInside } from '../harness/sandbox.ts';
import { PORTS } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { forbiddenTargets, openOnAllAddresses, probeFromInside, reachableFromHost, UNREACHED } from './isolation.ts';

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
  });
}
