import { z } from 'zod';
import { texts } from '@/texts/index.ts';

const check = texts.team.emailCheck;

export const ROLES = ['owner', 'admin', 'viewer'] as const;
export const INVITED_ROLES = ['viewer', 'admin'] as const;

export const inviteSchema = z.object({
  email: z
    .string()
    .trim()
    .max(254, check)
    .regex(/^[^\s@]+@[^\s@]+$/, check),
  role: z.enum(INVITED_ROLES),
});
export type InviteValues = z.infer<typeof inviteSchema>;
