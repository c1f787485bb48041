import type { Role, TenantTx } from '@clawberth/db';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { fieldError } from '../input/parse-input.ts';
import { ROLES } from '../permissions.ts';

/** What somebody is to be here; the last two belong to a guest alone. */
export type RoleTerms = { role: Role; botIds?: readonly string[] | undefined; guestUntil?: Date | null | undefined };
/** The same, checked: no bots and no end for anybody but a guest. */
export type Terms = { role: Role; botIds: string[]; guestUntil: Date | null };

export const termsFields = {
  role: z.enum(ROLES, 'Please choose one of the roles shown.'),
  botIds: z.array(z.string().max(64)).max(200).readonly().optional(),
  guestUntil: z.date('Please choose the day on which the access ends.').nullish(),
};

/** A guest's access ends after a year at the latest, in ms. */
const LONGEST_MS = 366 * 86_400_000;

/** The terms of a role. Throws `invalid_input` at `botIds` or `guestUntil` for a guest without bots, or without a fitting end. */
export function readTerms({ role, botIds = [], guestUntil }: RoleTerms, now: Date = new Date()): Terms {
  if (role !== 'guest') return { role, botIds: [], guestUntil: null };
  const ids = [...new Set(botIds.map((id) => idOrNotFound('bot', id)))];
  if (ids.length === 0) throw fieldError('invalid_input', 'botIds', 'Please choose the bots that the guest may see.');
  const left = (guestUntil?.getTime() ?? Number.NaN) - now.getTime();
  if (!guestUntil || Number.isNaN(left))
    throw fieldError('invalid_input', 'guestUntil', 'Please choose the day on which the access ends.');
  if (left <= 0) throw fieldError('invalid_input', 'guestUntil', 'This day is over. Please choose a later one.');
  if (left > LONGEST_MS)
    throw fieldError('invalid_input', 'guestUntil', 'A guest stays a year at most. Please choose an earlier day.');
  return { role, botIds: ids, guestUntil };
}

/** Names of the terms' bots, for the audit log. Throws `not_found` unless each is a living bot of the organisation. */
export async function requireOwnBots(tx: TenantTx, organisationId: string, { botIds }: Terms): Promise<string[]> {
  if (botIds.length === 0) return [];
  const bots = await tx.bot.findMany({
    where: { organisationId, id: { in: botIds }, deletedAt: null, desiredState: { not: 'deleted' } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  if (bots.length !== botIds.length) throw notFound('bot');
  return bots.map(({ name }) => name);
}

/** What the audit log says of terms. */
export function auditTerms({ role, guestUntil }: Pick<Terms, 'role' | 'guestUntil'>, botNames: readonly string[]) {
  return role === 'guest' ? { role, bots: [...botNames], until: guestUntil?.toISOString() ?? null } : { role };
}
