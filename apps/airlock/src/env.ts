import { readEnv } from '@clawberth/core';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

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
  /** The dashboard signs tickets with the same text. */
  INTERNAL_KEY: z.string().min(32),
  AIRLOCK_BOT_PORT: port.default(7070),
  AIRLOCK_INBOUND_PORT: port.default(7071),
  AIRLOCK_INBOUND_HOST: z.string().default('127.0.0.1'),
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
});

export type Env = z.infer<typeof schema>;

/** The settings of this process. Throws `invalid_input` with a list of everything that is missing or wrong. */
export function env(): Env {
  return readEnv<Env>(schema, process.env);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
