import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createLogger, createServices, mail, masterKeyOptions, refuseToStart } from '@clawberth/core';
import { AGENT_PORT, createAgentClient } from '@clawberth/openclaw';
import { createRuntime } from '@clawberth/runtime';
import { startAuditRounds } from './audit-rounds.ts';
import { env } from './env.ts';
import { startHealthServer } from './health.ts';
import { startMailRounds } from './mail-rounds.ts';
import { createStartGate } from './start-gate.ts';
import { createReadiness } from './readiness.ts';
import { startRotationRounds } from './rotation-rounds.ts';
import { startWorker } from './start-worker.ts';

const settings = env();
const log = createLogger({ process: 'worker', level: settings.LOG_LEVEL });
const services = await createServices({
  databaseUrl: settings.DATABASE_URL,
  redisUrl: settings.REDIS_URL,
  ...masterKeyOptions(settings),
  // The worker signs no tickets and asks nobody outside: what the others share is not given to it.
  internalKey: randomBytes(32),
  audit: { signingKeyFile: settings.AUDIT_SIGNING_KEY_FILE, checkpointDir: settings.AUDIT_CHECKPOINT_DIR },
  outside: { telegramApiRoot: 'https://invalid.invalid', providerRoots: {} },
  log,
  process: 'worker',
}).catch(refuseToStart('worker'));
const runtime = createRuntime({
  kind: 'docker-gvisor',
  instance: settings.CLAWBERTH_INSTANCE,
  dockerSocket: settings.DOCKER_SOCKET,
  airlockBotPort: settings.AIRLOCK_BOT_PORT,
  proofImage: settings.BOT_IMAGE,
});
const worker = await startWorker(
  {
    services,
    runtime,
    readiness: createReadiness({ runtime, image: settings.BOT_IMAGE, log }),
    connectAgent: (address, token) => createAgentClient({ baseUrl: `http://${address}:${AGENT_PORT}`, token }),
    instance: settings.CLAWBERTH_INSTANCE,
    image: settings.BOT_IMAGE,
    airlockBotPort: settings.AIRLOCK_BOT_PORT,
    owner: `${hostname().slice(0, 30)}-${process.pid}-${randomBytes(6).toString('hex')}`,
    log,
    starts: createStartGate(),
    silentSince: new Map(),
  },
  { redisUrl: settings.REDIS_URL },
);
// Without a mail server letters wait.
const { SMTP_URL: smtpUrl, MAIL_FROM: from } = settings;
const letters =
  smtpUrl === undefined || from === undefined
    ? null
    : startMailRounds({ services, mailer: mail.createMailer({ smtpUrl, from }), log });
const auditRounds = startAuditRounds({ services, log });
const rotationRounds = startRotationRounds({ services, dashboardUrl: settings.DASHBOARD_URL ?? null, log });
const health = await startHealthServer({
  port: settings.WORKER_HEALTH_PORT,
  read: async () => {
    const { ok, detail } = await worker.health();
    return { ok, detail: { ...detail, audit: auditRounds.state() } };
  },
});
log.info({ healthPort: settings.WORKER_HEALTH_PORT }, 'the worker works');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'the worker ends');
  health.close();
  await Promise.all([worker.close(), letters?.close(), auditRounds.close(), rotationRounds.close()]);
  await services.close();
  process.exit(0);
}
