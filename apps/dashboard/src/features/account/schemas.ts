import { z } from 'zod';
import { texts } from '@/texts/index.ts';

const { checks } = texts.account;
const email = z
  .string()
  .trim()
  .max(254, checks.email)
  .regex(/^[^\s@]+@[^\s@]+$/, checks.email);

export const signUpSchema = z.object({
  name: z.string().trim().min(1, checks.name).max(80, checks.name),
  email,
  password: z.string().min(12, checks.passwordShort).max(128, checks.passwordLong),
  organisationName: z.string().trim().min(1, checks.organisationName).max(60, checks.organisationName),
});
export type SignUpValues = z.infer<typeof signUpSchema>;

export const signInSchema = z.object({
  email,
  password: z.string().min(1, checks.passwordMissing).max(128, checks.passwordLong),
});
export type SignInValues = z.infer<typeof signInSchema>;
