import 'server-only';
import { randomUUID } from 'node:crypto';
import { getLog } from './services.ts';

/** Logs an unexpected error with its cause and returns the correlation id that the client may see. */
export function logUnknown(error: unknown, facts: { where: string; correlationId?: string }): string {
  const correlationId = facts.correlationId ?? randomUUID();
  getLog().error({ err: error, ...facts, correlationId }, 'unexpected error');
  return correlationId;
}
