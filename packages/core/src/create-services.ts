import { randomUUID } from 'node:crypto';
import { createDatabase } from '@clawberth/db';
import { createDoorbell } from '@clawberth/jobs';
import type { Logger } from 'pino';
import { openAuditServices, type AuditFiles } from './audit/checkpoint/open-audit-services.ts';
import { buildVault, type VaultOptions } from './build-vault.ts';
import type { Outside, Services } from './services.ts';
import { ensurePlatformKey } from './ensure-platform-key.ts';
import { startProcessReports } from './process-report/start-process-reports.ts';

export type ServicesOptions = VaultOptions & {
  databaseUrl: string;
  redisUrl: string;
  internalKey: Buffer;
  /** Null for the airlock, which signs no checkpoints of the audit log. */
  audit: AuditFiles | null;
  outside: Outside;
  log: Logger;
  process: 'dashboard' | 'worker' | 'airlock' | 'command';
};

/** Connections that a process may hold at most; each of the airlock's requests asks one short question. */
const MAX_CONNECTIONS = { dashboard: 10, worker: 10, airlock: 10, command: 5 } as const;
const LEAST_INTERNAL_KEY_BYTES = 32;

/**
 * The parts that verbs work with, built once a process. Opens the master keys now (about 0.1 s), so that no request
 * waits for it, and reports this process until it is closed. Throws when the database does not answer, gives this
 * process more power than it may have, or a master key does not open: then nothing has been changed.
 */
export async function createServices(options: ServicesOptions): Promise<Services & { close(): Promise<void> }> {
  const { databaseUrl, redisUrl, internalKey, outside, log, process } = options;
  if (internalKey.length < LEAST_INTERNAL_KEY_BYTES)
    throw new TypeError('The internal key must have at least 32 bytes.');
  const audit = options.audit === null ? null : await openAuditServices({ ...options.audit, log });
  const database = createDatabase({ url: databaseUrl, maxConnections: MAX_CONNECTIONS[process] });
  const { masterKeys, vault } = buildVault(database, options);
  const processId = randomUUID();
  let reports: Awaited<ReturnType<typeof startProcessReports>>;
  try {
    await database.requireSafeRole();
    await masterKeys.ready();
    await ensurePlatformKey({ database, vault });
    reports = await startProcessReports({ database, masterKeys, vault, processId, log, name: process });
  } catch (error) {
    await database.close();
    throw error;
  }
  const doorbell = createDoorbell({ redisUrl, log });
  return {
    database,
    vault,
    masterKeys,
    processId,
    doorbell,
    outside,
    audit,
    internalKey,
    log,
    close: async () => {
      await doorbell.close();
      await reports.close();
      await database.close();
    },
  };
}
