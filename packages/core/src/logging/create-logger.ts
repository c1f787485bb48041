import { pino, type DestinationStream, type Logger } from 'pino';
import { redactSecrets } from './redact-secrets.ts';

const SECRET_KEYS = [
  'token',
  'telegramToken',
  'key',
  'providerKey',
  'password',
  'passwordHash',
  'secret',
  'authorization',
  'cookie',
  'ticket',
  'agentToken',
  'gatewayToken',
  'masterSecret',
  'internalKey',
  'sealedValue',
  'sealedForm',
];
const PATHS = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]).concat([
  '["x-api-key"]',
  '*["x-api-key"]',
  '*.*["x-api-key"]',
  '["set-cookie"]',
  '*["set-cookie"]',
  '*.*["set-cookie"]',
]);

/**
 * JSON lines on standard output. Secrets are removed twice: by the name of the field that would
 * hold them, and by their shape anywhere in the finished line, the error's message and stack too.
 */
export function createLogger(
  { process, level }: { process: string; level: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    base: { process },
    level,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: PATHS, censor: '[removed]' },
    hooks: { streamWrite: redactSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
