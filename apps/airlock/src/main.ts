import { createLogger, createServices, masterKeyOptions, refuseToStart } from '@clawberth/core';
import { startBotsDoor } from './bots-door/start-bots-door.ts';
import { createCoreDirectory } from './core-directory.ts';
import { env } from './env.ts';
import { createDoor } from './http/create-door.ts';
import { startInboundDoor } from './inbound/start-inbound-door.ts';
import { TUNABLES } from './tunables.ts';

const settings = env();
const log = createLogger({ process: 'airlock', level: settings.LOG_LEVEL });
const outside = { telegramApiRoot: settings.TELEGRAM_API_ROOT, providerRoots: settings.PROVIDER_ROOTS };
const services = await createServices({
  databaseUrl: settings.DATABASE_URL,
  redisUrl: settings.REDIS_URL,
  ...masterKeyOptions(settings),
  internalKey: Buffer.from(settings.INTERNAL_KEY),
  audit: null,
  outside,
  log,
  process: 'airlock',
}).catch(refuseToStart('airlock'));

const door = createDoor({ directory: createCoreDirectory(services), limits: TUNABLES, log });
const bots = await startBotsDoor(door, outside, { host: '0.0.0.0', port: settings.AIRLOCK_BOT_PORT });
const inbound = await startInboundDoor(door, {
  host: settings.AIRLOCK_INBOUND_HOST,
  port: settings.AIRLOCK_INBOUND_PORT,
});
log.info({ botsPort: bots.port, inboundPort: inbound.port }, 'the airlock is open');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'the airlock closes');
  await Promise.all([bots.close(), inbound.close()]);
  await door.upstream.destroy();
  await services.close();
}
