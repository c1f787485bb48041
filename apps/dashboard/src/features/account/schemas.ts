import { z } from 'zod';
import { withoutSecrets } from '@/features/paste-guard/without-secrets.ts';
import { texts } from '@/texts/index.ts';

const { checks } = texts.account;
const newPassword = z.string().min(12, checks.passwordShort).max(128, checks.passwordLong);
const email = z
  .string()
  .trim()
  .max(254, checks.email)
  .regex(/^[^\s@]+@[^\s@]+$/, checks.email);

export const signUpSchema = z.object({
  name: withoutSecrets(z.string().trim().min(1, checks.name).max(80, checks.name)),
  email,
  password: newPassword,
  organisationName: withoutSecrets(z.string().trim().min(1, checks.organisationName).max(60, checks.organisationName)),
});
export type SignUpValues = z.infer<typeof signUpSchema>;

export const signInSchema = z.object({
  email,
  password: z.string().min(1, checks.passwordMissing).max(128, checks.passwordLong),
});
export type SignInValues = z.infer<typeof signInSchema>;

export const codeSchema = z.object({ code: z.string().trim().min(1, texts.account.code.missing).max(100) });
export type CodeValues = z.infer<typeof codeSchema>;

export const organisationSchema = signUpSchema.pick({ organisationName: true });
export type OrganisationValues = z.infer<typeof organisationSchema>;

/** What shows that it is the person; core says which of both it wants. */
export const proofSchema = z.object({
  password: z.string().max(128, checks.passwordLong).optional(),
  code: z.string().max(100).optional(),
});
export type ProofValues = z.infer<typeof proofSchema>;

export const changePasswordSchema = z.object({ proof: proofSchema, newPassword });

/** Which of the two proofs is needed, core says. */
export const passwordFormSchema = z.object({ password: z.string().max(128), code: z.string().max(100), newPassword });
export type PasswordFormValues = z.infer<typeof passwordFormSchema>;
