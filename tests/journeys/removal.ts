import { describe, expect, it } from 'vitest';
import { rowsOf } from '../harness/rows.ts';
import { leftOf } from '../harness/sandbox.ts';
import type { World } from '../harness/world.ts';
import { removeBot } from './remove-bot.ts';

export function removal(world: World): void {
  describe('delete', () => {
    it('leaves no container, network, volume or token', async () => {
      await removeBot(world, world.clerkId, 'Counter Clerk');
      await removeBot(world, world.demoId, 'Night Demo');
      expect(await leftOf()).toEqual([]);
      expect(await rowsOf([world.clerkId, world.demoId])).toEqual({
        tokens: 0,
        secrets: 0,
        configVersions: 0,
        sandboxes: 0,
      });
    });

    it('never made the browser complain', () => {
      expect([...world.mira.complaints, ...world.jo.complaints]).toEqual([]);
    });
  });
}
