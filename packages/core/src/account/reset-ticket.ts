import { z } from 'zod';
import { openClaims, peekClaims, signClaims } from '../secrets/signed-claims.ts';
import type { Services } from '../services.ts';

const LIFE_MS = 30 * 60_000;
const claims = z.strictObject({ userId: z.uuid(), exp: z.int() });

type Keys = Pick<Services, 'internalKey'>;
const LONGEST = 1_000;
const kindOf = ({ internalKey }: Keys) => ({ key: internalKey, kind: 'clawberth-reset-1', longest: LONGEST });

/**
 * What a reset letter's link carries: signed claims, for half an hour. They are bound to the password's hash of this
 * moment, so that they work once: a new password makes every earlier ticket worthless.
 */
export function signResetTicket(
  keys: Keys,
  userId: string,
  passwordHash: string,
  now: Date = new Date(),
): { ticket: string; expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  return { ticket: signClaims(kindOf(keys), { userId, exp: expiresAt.getTime() }, passwordHash), expiresAt };
}

/** Whose ticket this claims to be, or null; not believed before resetTicketFits has said so. */
export function readResetTicket(ticket: string): { userId: string } | null {
  return peekClaims({ longest: LONGEST }, claims, ticket);
}

/** Whether the ticket was made here, for this password's hash, and is not too old. */
export function resetTicketFits(keys: Keys, ticket: string, passwordHash: string, now: Date = new Date()): boolean {
  const opened = openClaims(kindOf(keys), claims, ticket, passwordHash);
  return opened !== null && opened.exp > now.getTime();
}
