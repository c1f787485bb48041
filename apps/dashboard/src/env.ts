import { auditFields, outsideFields, processFields, readEnv } from '@clawberth/core';
import { z } from 'zod';
import { identityFields, requireWholePairs } from './identity-fields.ts';
import { mailFields, requirePrivateMailbox } from './mail-fields.ts';

const fields = z.object({
  ...processFields,
  ...auditFields,
  ...outsideFields,
  ...identityFields,
  ...mailFields,
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(32),
  AIRLOCK_INBOUND_URL: z.url(),
  /** How many reverse proxies of your own stand in front and add to x-forwarded-for. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
});

const schema = fields.superRefine(requireWholePairs).superRefine(requirePrivateMailbox);

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * The environment, read and checked once. A function, because `next build` loads the pages
 * without any environment; instrumentation.ts calls it at start so that a gap stops the process.
 */
export function env(): Env {
  parsed ??= readEnv<Env>(schema, process.env);
  return parsed;
}
