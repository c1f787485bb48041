import { randomUUID } from 'node:crypto';
import { createDatabase } from '@clawberth/db';
import { z } from 'zod';
import { ClawberthError } from '../src/errors.ts';
import { readEnv } from '../src/read-env.ts';
import { NO_BROWSER, type DatabaseRequest } from '../src/request-context.ts';

/**
 * Runs an operator's command with the database of DATABASE_URL (or …_FILE), prints what it gives, and ends with code 1 and
 * a plain message when it refuses.
 */
export async function runCommand(command: (request: DatabaseRequest) => Promise<string>): Promise<void> {
  const { DATABASE_URL: url } = readEnv(z.object({ DATABASE_URL: z.string() }), process.env);
  const database = createDatabase({ url, maxConnections: 2 });
  try {
    await database.requireSafeRole();
    const text = await command({ services: { database }, correlationId: randomUUID(), tool: 'command', ...NO_BROWSER });
    process.stdout.write(`${text}\n`);
  } catch (error) {
    if (!(error instanceof ClawberthError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await database.close();
  }
}

/** Says how a command is called, and ends. */
export function refuseUsage(usage: string): never {
  process.stderr.write(`Usage: ${usage}\n`);
  process.exit(2);
}
