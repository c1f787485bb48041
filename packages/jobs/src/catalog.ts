import { z } from 'zod';

/**
 * Every job there is: its name (also its queue's), what it carries and how often it is tried.
 * A job carries ids only. Tries stay at one: Postgres knows what is left to do and the worker's
 * sweep finds it, so a second schedule of retries in Redis could only disagree.
 */
export const JOBS = {
  'reconcile-bot': { payload: z.strictObject({ botId: z.uuid() }), attempts: 1 },
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]['payload']>;

/** Prefix of every key of ours in Redis. */
export const KEY_PREFIX = 'clawberth';
