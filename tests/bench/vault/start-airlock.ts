import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestServices } from '@clawberth/core/testing';

const airlock = join(import.meta.dirname, '../../../apps/airlock');

/** Builds the airlock as it is shipped. */
export async function buildAirlock(): Promise<void> {
  const child = spawn(process.execPath, ['build.mjs'], { cwd: airlock, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`Building the airlock ended with ${code}`);
}

/** Starts the airlock's own process, waits until its health page answers 200, ends it. Gives the milliseconds until then. */
export async function startAirlock(services: TestServices): Promise<number> {
  const [bots, inbound] = [await freePort(), await freePort()];
  const began = performance.now();
  const child = spawn(process.execPath, [join(airlock, 'dist/main.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      DATABASE_URL: services.appUrl,
      REDIS_URL: 'redis://127.0.0.1:9',
      MASTER_SECRET_FILE: services.masterSecretFile,
      INTERNAL_KEY: services.internalKey.toString('hex'),
      AIRLOCK_BOT_PORT: String(bots),
      AIRLOCK_INBOUND_PORT: String(inbound),
      LOG_LEVEL: 'error',
    },
  });
  const ended = once(child, 'exit');
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The airlock ended with ${child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${inbound}/healthz`).catch(() => null);
      if (answer?.status === 200) return performance.now() - began;
      await sleep(25);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
