import { z } from 'zod';
import { failureText } from '../text/failures.ts';
import type { FailureCard } from './views.ts';

/** Column Bot.failure, as the worker writes it. */
export const failureRecord = z.object({
  code: z.string().max(64),
  message: z.string().max(2_000),
  retryable: z.boolean(),
  logTail: z.array(z.string()).default([]),
  at: z.iso.datetime({ offset: true }),
});
export type FailureRecord = z.infer<typeof failureRecord>;

/** The recorded failure, or null. A record of an unknown form reads as a failure of ours, not as none. */
export function readFailure(value: unknown): FailureRecord | null {
  if (value === null || value === undefined) return null;
  const parsed = failureRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  return { code: 'unknown', message: '', retryable: false, logTail: [], at: new Date(0).toISOString() };
}

/** The card that tells the owner of a failure: cause, who can mend it, the one next step. */
export function failureCard(failure: FailureRecord, retryAt: Date | null): FailureCard {
  return { code: failure.code, ...failureText(failure.code), retryAt, logTail: failure.logTail.slice(-60) };
}
