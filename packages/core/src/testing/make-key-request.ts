import { randomBytes } from 'node:crypto';
import { createServices, type ServicesOptions } from '../create-services.ts';
import type { KeyRequest, KeyStep } from '../keys/key-request.ts';
import { openKeyServices } from '../keys/open-key-services.ts';
import type { Services } from '../services.ts';
import type { TestServices } from './create-test-services.ts';

type Process = Services & { close(): Promise<void> };

/** A process of ours beside the test: services of its own on the same database, which reports itself. Close it. */
export async function startProcess(
  { appUrl, masterSecretFile, log }: Pick<TestServices, 'appUrl' | 'masterSecretFile' | 'log'>,
  changes: Partial<ServicesOptions> = {},
): Promise<Process> {
  return createServices({
    databaseUrl: appUrl,
    // Nobody listens there: a doorbell that cannot ring is no reason not to work.
    redisUrl: 'redis://127.0.0.1:9',
    masterSecretFile,
    internalKey: randomBytes(32),
    audit: null,
    outside: { telegramApiRoot: 'http://127.0.0.1:9', providerRoots: {} },
    log,
    process: 'dashboard',
    ...changes,
  });
}

/** What an operator's command on keys works with, impatient. `tell` may throw, as a command that is killed there. Close it. */
export async function makeKeyRequest(
  { appUrl, masterSecretFile }: Pick<TestServices, 'appUrl' | 'masterSecretFile'>,
  tell: (step: KeyStep) => void | Promise<void> = () => undefined,
  changes: Pick<ServicesOptions, 'kms'> = {},
): Promise<KeyRequest & { close(): Promise<void> }> {
  const services = await openKeyServices({ databaseUrl: appUrl, masterSecretFile, ...changes });
  const patience = { processesMs: 2_000, settleMs: 200 };
  return { services, tell, signal: new AbortController().signal, patience, close: () => services.close() };
}
