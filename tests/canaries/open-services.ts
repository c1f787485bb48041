import { createLogger, createServices, type Services } from '@clawberth/core';
import { secretFile, secretOf } from '../harness/secret-of.ts';
import type { Stack } from '../harness/stack.ts';

/** The parts that verbs work with, over the instance of these tests. Close them before the instance stops. */
export async function openServices(
  { telegram, openai }: Pick<Stack, 'telegram' | 'openai'>,
  logged: { write(line: string): void },
): Promise<Services & { close(): Promise<void> }> {
  return createServices({
    databaseUrl: await secretOf('database-url'),
    redisUrl: await secretOf('redis-url'),
    masterSecretFile: secretFile('master-secret'),
    internalKey: Buffer.from(await secretOf('internal-key'), 'base64'),
    audit: null,
    outside: { telegramApiRoot: telegram.url, providerRoots: { openai: openai.url } },
    log: createLogger({ process: 'canaries', level: 'info' }, logged),
    process: 'command',
  });
}
