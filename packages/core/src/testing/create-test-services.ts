import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey, signingKeyPem } from '@clawberth/audit-chain';
import { createDatabase } from '@clawberth/db';
import type { ReadClient } from '@clawberth/db';
import { createTestDatabase, lookBehind } from '@clawberth/db/testing';
import { openAuditServices, type AuditServices } from '../audit/checkpoint/open-audit-services.ts';
import { buildVault } from '../build-vault.ts';
import { createLogger } from '../logging/create-logger.ts';
import type { Outside, Services } from '../services.ts';
import { ensurePlatformKey } from '../ensure-platform-key.ts';

export type TestServices = Services & {
  /** Ids of the bots that the worker would have been woken for, in order. */
  rung: string[];
  /** Every row of every organisation, behind the app's back. */
  behind: ReadClient;
  /** The owner's URL, for changing things behind the app's back. */
  ownerUrl: string;
  appUrl: string;
  /** Every log line that was written. */
  logLines: string[];
  outside: Outside;
  audit: AuditServices;
  /** Where the audit log's checkpoints and public key are. */
  checkpointDir: string;
  /** Version 1's; those of later master keys lie beside it. */
  masterSecretFile: string;
  close(): Promise<void>;
};

/** Nobody listens on port 9 of loopback: a question to it fails at once. */
const NOBODY = 'http://127.0.0.1:9';

/**
 * Services on an empty database of the caller's own (TEST_DATABASE_OWNER_URL), with a real vault and a doorbell
 * that records. The world outside is silent unless stand-ins are named. Close it at the end: drops the database.
 */
export async function createTestServices(outside: Partial<Outside> = {}): Promise<TestServices> {
  const testDatabase = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'clawberth-test-'));
  const masterSecretFile = join(folder, 'master-secret');
  await writeFile(masterSecretFile, randomBytes(48).toString('base64'), { mode: 0o600 });
  const database = createDatabase({ url: testDatabase.appUrl, maxConnections: 5 });
  const { masterKeys, vault } = buildVault(database, { masterSecretFile });
  await masterKeys.ready();
  await ensurePlatformKey({ database, vault });
  const behind = lookBehind(testDatabase.keeperUrl);
  const rung: string[] = [];
  const logLines: string[] = [];
  const log = createLogger({ process: 'test', level: 'debug' }, { write: (line: string) => void logLines.push(line) });
  const files = { signingKeyFile: join(folder, 'audit-signing-key'), checkpointDir: join(folder, 'audit-checkpoints') };
  await writeFile(files.signingKeyFile, signingKeyPem(generateSigningKey()), { mode: 0o600 });
  await mkdir(files.checkpointDir);
  const audit = await openAuditServices({ ...files, log });
  return {
    database,
    vault,
    masterKeys,
    processId: randomUUID(),
    doorbell: { ring: async (botId) => void rung.push(botId) },
    outside: {
      telegramApiRoot: NOBODY,
      providerRoots: { openai: NOBODY, anthropic: NOBODY, openrouter: NOBODY },
      ...outside,
    },
    internalKey: randomBytes(32),
    audit,
    log,
    rung,
    checkpointDir: files.checkpointDir,
    masterSecretFile,
    behind: behind.read,
    ownerUrl: testDatabase.ownerUrl,
    appUrl: testDatabase.appUrl,
    logLines,
    close: async () => {
      await database.close();
      await behind.close();
      await testDatabase.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
