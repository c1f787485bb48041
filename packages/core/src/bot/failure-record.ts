import type { Bot } from '@clawberth/db';
import { z } from 'zod';
import { failureText } from '../text/failures.ts';
import type { FailureCard } from './views.ts';

/** Column Bot.failure, as the worker writes it. */
export const failureRecord = z.object({
  code: z.string().max(64),
  message: z.string().max(2_000),
  retryable: z.boolean(),
  logTail: z.array(z.string()).default([]),
  /** The attempt that failed: another generation or config version is a fresh one. */
  generation: z.int(),
  configVersion: z.int(),
  at: z.iso.datetime({ offset: true }),
});
export type FailureRecord = z.infer<typeof failureRecord>;

/**
 * What stopped the attempt that is wanted now, or null; a failure of an earlier attempt stops nothing.
 * A record of an unknown form reads as a failure of ours, not as none.
 */
export function readFailure(row: Pick<Bot, 'failure' | 'generation' | 'desiredConfigVersion'>): FailureRecord | null {
  if (row.failure === null) return null;
  const { generation, desiredConfigVersion: configVersion } = row;
  const parsed = failureRecord.safeParse(row.failure);
  if (!parsed.success) {
    return {
      code: 'unknown',
      message: '',
      retryable: false,
      logTail: [],
      generation,
      configVersion,
      at: new Date(0).toISOString(),
    };
  }
  const current = parsed.data.generation === generation && parsed.data.configVersion === configVersion;
  return current ? parsed.data : null;
}

/** The card that tells the owner of a failure: cause, who can mend it, the one next step. */
export function failureCard(failure: FailureRecord, retryAt: Date | null): FailureCard {
  return { code: failure.code, ...failureText(failure.code), retryAt, logTail: failure.logTail.slice(-60) };
}
