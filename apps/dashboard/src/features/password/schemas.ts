import { z } from 'zod';
import { texts } from '@/texts/index.ts';

const { checks } = texts.password;

export const forgotSchema = z.object({
  email: z
    .string()
    .trim()
    .max(254, checks.email)
    .regex(/^[^\s@]+@[^\s@]+$/, checks.email),
});
export type ForgotValues = z.infer<typeof forgotSchema>;

export const resetSchema = z.object({ newPassword: z.string().min(12, checks.short).max(128, checks.long) });
export type ResetValues = z.infer<typeof resetSchema>;
