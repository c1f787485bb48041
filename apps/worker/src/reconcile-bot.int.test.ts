import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from './testing/worker-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
});

describe('a deploy', () => {
  it('ends in a running bot, stage by stage', async () => {
    const botId = await world.deploy();
    const outcome = await world.settle(world.newWorker(), botId);
    expect(outcome.kind).toBe('settled');
    const row = await world.row(botId);
    expect(row).toMatchObject({ observedState: 'running', observedGeneration: 1, observedConfigVersion: 1, failure: null });
    expect(Object.fromEntries(row.stages.map((one) => [one.stage, one.status]))).toEqual({
      reserved: 'done',
      image_ready: 'done',
      isolated: 'done',
      config_accepted: 'done',
      gateway_live: 'done',
      gateway_ready: 'done',
      channel_connected: 'done',
    });
  });
});
