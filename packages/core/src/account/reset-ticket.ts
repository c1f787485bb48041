import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Services } from '../services.ts';

const LIFE_MS = 30 * 60_000;
const claims = z.strictObject({ userId: z.uuid(), exp: z.int() });

type Keys = Pick<Services, 'internalKey'>;

/**
 * What a reset letter's link carries: `<claims>.<HMAC-SHA-256>`, for half an hour. The MAC covers the password's hash of
 * this moment, so that it works once: a new password makes every earlier ticket worthless.
 */
export function signResetTicket(
  keys: Keys,
  userId: string,
  passwordHash: string,
  now: Date = new Date(),
): { ticket: string; expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  const body = Buffer.from(JSON.stringify({ userId, exp: expiresAt.getTime() })).toString('base64url');
  return { ticket: `${body}.${mac(keys, body, passwordHash)}`, expiresAt };
}

/** Whose ticket this claims to be, or null; not believed before resetTicketFits has said so. */
export function readResetTicket(ticket: string): { userId: string } | null {
  const [body = ''] = ticket.slice(0, 1_000).split('.');
  const text = Buffer.from(body, 'base64url').toString('utf8');
  const parsed = claims.safeParse(text.startsWith('{"') ? tryJson(text) : null);
  return parsed.success ? { userId: parsed.data.userId } : null;
}

/** Whether the ticket was made here, for this password's hash, and is not too old. */
export function resetTicketFits(keys: Keys, ticket: string, passwordHash: string, now: Date = new Date()): boolean {
  const [body = '', given = '', ...rest] = ticket.split('.');
  const [expected, shown] = [Buffer.from(mac(keys, body, passwordHash)), Buffer.from(given)];
  if (rest.length > 0 || expected.length !== shown.length || !timingSafeEqual(expected, shown)) return false;
  const parsed = claims.safeParse(tryJson(Buffer.from(body, 'base64url').toString('utf8')));
  return parsed.success && parsed.data.exp > now.getTime();
}

function mac({ internalKey }: Keys, body: string, passwordHash: string): string {
  return createHmac('sha256', internalKey).update(`clawberth-reset-1.${body}.${passwordHash}`).digest('base64url');
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
