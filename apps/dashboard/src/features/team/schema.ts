import type { Role } from '@clawberth/core/screens';
import { z } from 'zod';
import { texts } from '@/texts/index.ts';

const check = texts.team.emailCheck;
const { checks } = texts.team;

/** As the dialogs offer them: the three that most organisations need, then two behind "More roles". */
export const MAIN_ROLES = ['owner', 'admin', 'viewer'] as const satisfies readonly Role[];
export const MORE_ROLES = ['operator', 'guest'] as const satisfies readonly Role[];
const role = z.enum([...MAIN_ROLES, ...MORE_ROLES], checks.role);

/** What a role's dialog fills in; the last two belong to a guest. The day is YYYY-MM-DD in the reader's zone. */
const termsFields = { role, botIds: z.array(z.string()), until: z.string() };

type Terms = { role: Role; botIds: string[]; until: string };

function checkTerms(terms: Terms, issues: z.core.$RefinementCtx): void {
  if (terms.role !== 'guest') return;
  if (terms.botIds.length === 0) issues.addIssue({ code: 'custom', path: ['botIds'], message: checks.bots });
  if (terms.until === '') issues.addIssue({ code: 'custom', path: ['until'], message: checks.until });
}

export const termsSchema: z.ZodType<Terms, Terms> = z.object(termsFields).superRefine(checkTerms);
export type TermsValues = Terms;

export type InviteValues = Terms & { email: string; byLetter: boolean };
const email = z
  .string()
  .trim()
  .max(254, check)
  .regex(/^[^\s@]+@[^\s@]+$/, check);
export const inviteSchema: z.ZodType<InviteValues, InviteValues> = z
  .object({ ...termsFields, email, byLetter: z.boolean() })
  .superRefine(checkTerms);

/** What goes to the server: a guest's day as the moment at which it ends. */
export function toTerms({ role: chosen, botIds, until }: Terms) {
  if (chosen !== 'guest') return { role: chosen };
  return { role: chosen, botIds, guestUntil: new Date(`${until}T23:59:59`) };
}

/** What the actions take; core checks everything once more. */
export const sentTerms = {
  role,
  botIds: z.array(z.string().max(64)).max(200).optional(),
  guestUntil: z.date().optional(),
};
