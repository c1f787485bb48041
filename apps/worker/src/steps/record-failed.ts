import { sandbox } from '@clawberth/core';
import { RuntimeError } from '@clawberth/runtime';
import { isOfTheMachine, nextAttemptAt } from '../back-off.ts';
import type { Pass } from '../pass.ts';
import type { Situation } from '../situation.ts';
import { LOG_TAIL_LINES } from '../tunables.ts';
import { sandboxRef } from '../worker-parts.ts';

/**
 * Writes why the attempt failed, with the sandbox's last lines while they are still there. The pass goes on:
 * its next steps take down what the attempt has left.
 */
export async function recordFailed(
  { parts, lease }: Pass,
  { bot, now }: Situation,
  failure: Omit<sandbox.Failure, 'logTail'>,
  knownTail: readonly string[] | null,
): Promise<void> {
  const logTail = knownTail ?? (await readTail(parts.runtime, sandboxRef(parts, bot, bot.generation)));
  const retryAt = nextAttemptAt(failure, bot.failedAttempts, now);
  const retryable = retryAt !== null;
  parts.log.error(
    { botId: bot.botId, generation: bot.generation, code: failure.code, reason: failure.message, retryAt },
    'an attempt failed',
  );
  await sandbox.recordFailure(parts.services, lease, bot, {
    failure: { code: failure.code, message: failure.message, retryable, logTail: [...logTail] },
    retryAt,
    counts: !isOfTheMachine(failure.code),
  });
}

/** The lines are a help to whoever reads the failure: without them it is still recorded. */
async function readTail(runtime: Pass['parts']['runtime'], ref: ReturnType<typeof sandboxRef>): Promise<string[]> {
  try {
    return await runtime.logTail(ref, LOG_TAIL_LINES);
  } catch (error) {
    if (error instanceof RuntimeError) return [];
    throw error;
  }
}
