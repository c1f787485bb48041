import { readEnv } from '@clawberth/core';
import { z } from 'zod';

const schema = z.object({
  CLAWBERTH_INSTANCE: z
    .string()
    .regex(/^[a-z0-9]{1,8}$/)
    .default('default'),
  LOG_LEVEL: z.string().max(10).default('info'),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  /** A path: the secret itself is never in the environment. */
  MASTER_SECRET_FILE: z.string().min(1),
  INTERNAL_KEY: z.string().min(32),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(32),
  AIRLOCK_INBOUND_URL: z.url(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  PROVIDER_ROOTS: z
    .string()
    .default('{}')
    .transform((text, check): Record<string, string> => {
      const parsed = z.record(z.string().max(40), z.url()).safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      check.addIssue({ code: 'custom', message: 'PROVIDER_ROOTS must be a JSON object of provider id to address' });
      return z.NEVER;
    }),
  /** How many reverse proxies of your own stand in front and add to x-forwarded-for. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
});

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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
