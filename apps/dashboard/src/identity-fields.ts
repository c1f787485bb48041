import { z } from 'zod';

const secret = z.string().min(1).max(500).optional();
const address = (usual: string) =>
  z
    .url()
    .default(usual)
    .transform((url) => url.replace(/\/+$/, ''));

/**
 * Sign-in with Google and GitHub, each offered when its id and secret are set. GOOGLE_ISSUER and GITHUB_URL
 * name who speaks for them: a GitHub Enterprise Server, or a stand-in.
 */
export const identityFields = {
  GOOGLE_CLIENT_ID: secret,
  GOOGLE_CLIENT_SECRET: secret,
  GOOGLE_ISSUER: address('https://accounts.google.com'),
  GITHUB_CLIENT_ID: secret,
  GITHUB_CLIENT_SECRET: secret,
  GITHUB_URL: address('https://github.com'),
};

export type IdentityEnv = z.infer<z.ZodObject<typeof identityFields>>;

const PAIRS = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
] as const;

/** Half of a pair is a mistake, and is named; for `superRefine`. */
export function requireWholePairs(env: Partial<IdentityEnv>, issues: z.core.$RefinementCtx): void {
  for (const [id, secret] of PAIRS) {
    if ((env[id] === undefined) === (env[secret] === undefined)) continue;
    const [missing, other] = env[id] === undefined ? [id, secret] : [secret, id];
    issues.addIssue({
      code: 'custom',
      path: [missing],
      message: `is missing, but ${other} is set. Set both (${missing}, or ${missing}_FILE to a file that can be read), or neither.`,
    });
  }
}
