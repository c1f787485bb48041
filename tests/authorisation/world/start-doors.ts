import { join } from 'node:path';
import { startHealthServer } from '../../../apps/worker/src/health.ts';
import { REPO } from './repo.ts';
import { freePort, startProcess } from './start-process.ts';
import type { World } from './start-world.ts';

/** The airlock as it ships, and the worker's health page. */
export type Doors = {
  /** The address at which an entrance of the matrix is. */
  urlOf(entrance: string): string;
  inboundUrl: string;
  output: () => string;
  stop: () => Promise<void>;
};

/** Starts the airlock's bundle. The worker itself would look for sandboxes: of it, only its own HTTP server runs. */
export async function startDoors(world: World): Promise<Doors> {
  const [inbound, bots, health] = [await freePort(), await freePort(), await freePort()];
  const airlock = await startProcess({
    script: join(REPO, 'apps/airlock/dist/main.mjs'),
    port: inbound,
    health: '/healthz',
    env: {
      ...world.env,
      AIRLOCK_BOT_PORT: String(bots),
      AIRLOCK_INBOUND_PORT: String(inbound),
      AIRLOCK_INBOUND_HOST: '127.0.0.1',
    },
  });
  const worker = await startHealthServer({ port: health, read: () => Promise.resolve({ ok: true, detail: {} }) });
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    urlOf: (entrance) =>
      at(entrance.startsWith('worker') ? health : entrance.startsWith('airlock bots') ? bots : inbound),
    inboundUrl: at(inbound),
    output: airlock.output,
    stop: async () => {
      worker.close();
      await airlock.stop();
    },
  };
}
