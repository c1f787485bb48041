import { createDatabase } from '@clawberth/db';
import { createDoorbell } from '@clawberth/jobs';
import { createPbkdf2Provider, createVault, readMasterSecret } from '@clawberth/vault';
import type { Logger } from 'pino';
import { openAuditServices, type AuditFiles } from './audit/checkpoint/open-audit-services.ts';
import type { Outside, Services } from './services.ts';
import { ensurePlatformKey } from './ensure-platform-key.ts';
import { createVaultKeyStore } from './vault-key-store.ts';

export type ServicesOptions = {
  databaseUrl: string;
  redisUrl: string;
  /** Path of the master secret; its content is never an environment variable. */
  masterSecretFile: string;
  internalKey: Buffer;
  /** Null for the airlock, which signs no checkpoints of the audit log. */
  audit: AuditFiles | null;
  outside: Outside;
  log: Logger;
  process: 'dashboard' | 'worker' | 'airlock';
};

/** Connections that a process may hold at most; each of the airlock's requests asks one short question. */
const MAX_CONNECTIONS = { dashboard: 10, worker: 10, airlock: 10 } as const;
const LEAST_INTERNAL_KEY_BYTES = 32;

/**
 * The parts that verbs work with, built once a process. Derives the master key now (about 0.1 s), so that no
 * request waits for it. Throws when the database does not answer, gives this process more power than it may have, or
 * the master secret does not fit it, or a secret's file is open to others.
 */
export async function createServices(options: ServicesOptions): Promise<Services & { close(): Promise<void> }> {
  const { databaseUrl, redisUrl, masterSecretFile, internalKey, outside, log, process } = options;
  if (internalKey.length < LEAST_INTERNAL_KEY_BYTES)
    throw new TypeError('The internal key must have at least 32 bytes.');
  const masterSecret = await readMasterSecret(masterSecretFile);
  const audit = options.audit === null ? null : await openAuditServices({ ...options.audit, log });
  const database = createDatabase({ url: databaseUrl, maxConnections: MAX_CONNECTIONS[process] });
  const keyStore = createVaultKeyStore(database);
  const provider = createPbkdf2Provider({ masterSecret, keyStore });
  const vault = createVault({ provider, keyStore });
  try {
    await database.requireSafeRole();
    await provider.ready();
    await ensurePlatformKey({ database, vault });
  } catch (error) {
    await database.close();
    throw error;
  }
  const doorbell = createDoorbell({ redisUrl, log });
  return {
    database,
    vault,
    doorbell,
    outside,
    audit,
    internalKey,
    log,
    close: async () => {
      await doorbell.close();
      await database.close();
    },
  };
}
