import type { Logger } from 'pino';
import { ClawberthError } from './errors.ts';
import type { Outside, Services } from './services.ts';

export type ServicesOptions = {
  databaseUrl: string;
  redisUrl: string;
  /** Path of the master secret; its content is never an environment variable. */
  masterSecretFile: string;
  internalKey: Buffer;
  outside: Outside;
  log: Logger;
  process: 'dashboard' | 'worker' | 'airlock';
};

export async function createServices(_options: ServicesOptions): Promise<Services & { close(): Promise<void> }> {
  throw new ClawberthError('internal', 'Not built yet.');
}
