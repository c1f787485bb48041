import { userInfo } from 'node:os';
import { takeSessionLock } from '@clawberth/db/session-lock';
import { ClawberthError } from '../errors.ts';

/** One for all that changes keys. */
const LOCK = 4_915_201_990;

/**
 * Runs a command that changes keys, one at a time in a database. Its signal ends when the lock is lost. Throws
 * `conflict`, with who has it and since when, when another one is at work.
 */
export async function withKeyLock<T>(
  { databaseUrl, command, host }: { databaseUrl: string; command: string; host: string },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const holder = `vault ${command}: ${userInfo().username}@${host}, process ${process.pid}`;
  const { lock, held } = await takeSessionLock({ url: databaseUrl, key: LOCK, holder });
  if (lock === null) {
    const since = held.since.toISOString().slice(0, 19).replace('T', ' ');
    throw new ClawberthError(
      'conflict',
      `Keys are being changed already by ${held.holder}, since ${since} UTC. Wait for it, or end it there; nothing has been changed here.`,
    );
  }
  try {
    return await run(lock.lost);
  } finally {
    await lock.release();
  }
}
