import { pino, type Logger } from 'pino';

/** JSON lines on standard output. */
export function createLogger({ process, level }: { process: string; level: string }): Logger {
  return pino({ name: process, level });
}
