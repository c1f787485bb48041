import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createWorld, type World } from './worker-world.ts';

/** One world for all tests of a file, well again before each of them. */
export function useWorld(): World {
  const world = {} as World;
  beforeAll(async () => {
    // With its getters: the owner changes from time to time.
    Object.defineProperties(world, Object.getOwnPropertyDescriptors(await createWorld()));
  });
  beforeEach(() => {
    world.machine.fake.controls.heal();
    world.machine.fake.controls.setNotReady(null);
    Object.assign(world.machine.gateway, { reaches: 'ready', exits: null, refuses: null });
  });
  afterAll(() => world.close());
  return world;
}

export const sandboxesOf = ({ machine }: World, botId: string) =>
  [...machine.fake.machine.sandboxes.values()].map((one) => one.facts).filter((one) => one.botId === botId);

export const auditOf = ({ services }: World, botId: string) =>
  services.behind.auditEvent.findMany({ where: { botId }, orderBy: { sequence: 'asc' } });

export const failureCode = (row: { failure: unknown }) => (row.failure as { code: string } | null)?.code;
