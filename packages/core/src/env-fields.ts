import { z } from 'zod';
import type { VaultOptions } from './build-vault.ts';

export const portField = z.coerce.number().int().min(1).max(65_535);

/** What each of our processes reads from its environment; spread into the schema for `readEnv`. */
export const processFields = {
  CLAWBERTH_INSTANCE: z
    .string()
    .regex(/^[a-z0-9]{1,8}$/)
    .default('default'),
  LOG_LEVEL: z.string().max(10).default('info'),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  /** A path: the secret itself is never in the environment. Not needed where Google Cloud KMS holds every key. */
  MASTER_SECRET_FILE: z.string().min(1).optional(),
  MASTER_SECRET: z
    .undefined({
      error:
        'is set, but a master secret is never taken from the environment. Put it in a file of mode 0600, set MASTER_SECRET_FILE to its path, and unset MASTER_SECRET.',
    })
    .optional(),
  /** The key of Google's that a fresh installation makes its first master key of, by its resource name. */
  MASTER_KMS_KEY: z.string().max(300).optional(),
  /** Where Google Cloud KMS answers, when not at its own address: a private endpoint, or a stand-in on loopback. */
  GCP_KMS_API_ROOT: z.url().optional(),
};

/** What the vault needs of the settings about master keys. */
export function masterKeyOptions(settings: {
  MASTER_SECRET_FILE?: string | undefined;
  MASTER_KMS_KEY?: string | undefined;
  GCP_KMS_API_ROOT?: string | undefined;
}): VaultOptions {
  const { MASTER_SECRET_FILE: file, MASTER_KMS_KEY: firstKey, GCP_KMS_API_ROOT: apiRoot } = settings;
  return {
    masterSecretFile: file ?? null,
    kms: { ...(firstKey === undefined ? {} : { firstKey }), ...(apiRoot === undefined ? {} : { apiRoot }) },
  };
}

/** For the processes that sign checkpoints of the audit log. */
export const auditFields = {
  /** A path: the key itself is never in the environment. */
  AUDIT_SIGNING_KEY_FILE: z.string().min(1),
  AUDIT_CHECKPOINT_DIR: z.string().min(1),
};

/** For the processes that talk to Telegram and to providers, and share tickets. */
export const outsideFields = {
  /** The dashboard signs tickets with it, the airlock checks them. */
  INTERNAL_KEY: z.string().min(32),
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
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
