import 'server-only';
import {
  createLogger,
  createServices,
  isWrongAtStart,
  masterKeyOptions,
  type Logger,
  type Services,
} from '@clawberth/core';
import { env } from '@/env.ts';

type Held = { log: Logger; services: Promise<Services> };

// Next loads this module several times in one process; the connections live on globalThis.
const holder = globalThis as typeof globalThis & { clawberth?: Held };

function held(): Held {
  holder.clawberth ??= build();
  return holder.clawberth;
}

function build(): Held {
  const settings = env();
  const log = createLogger({ process: 'dashboard', level: settings.LOG_LEVEL });
  const services = createServices({
    process: 'dashboard',
    log,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    ...masterKeyOptions(settings),
    internalKey: Buffer.from(settings.INTERNAL_KEY),
    audit: { signingKeyFile: settings.AUDIT_SIGNING_KEY_FILE, checkpointDir: settings.AUDIT_CHECKPOINT_DIR },
    outside: { telegramApiRoot: settings.TELEGRAM_API_ROOT, providerRoots: settings.PROVIDER_ROOTS },
  });
  services.catch((error: unknown) => {
    // A failed start may be tried again by the next request; with too much power or a wrong key there is none at all.
    delete holder.clawberth;
    if (!isWrongAtStart(error)) return;
    process.stderr.write(`The dashboard cannot start. ${error.message}\n`);
    process.exit(1);
  });
  return { log, services };
}

/** The parts that verbs work with, built once a process. Rejects while the database is unreachable. */
export function getServices(): Promise<Services> {
  return held().services;
}

/** The process's logger. */
export function getLog(): Logger {
  return held().log;
}
