import { createHmac } from 'node:crypto';
import type { TicketClaims } from './views.ts';

/** How long a ticket opens the airlock's inbound door, in seconds. */
export const TICKET_LIFE_SECONDS = 60;

/** `<claims>.<HMAC-SHA-256 of it>`, both base64url; `exp` in seconds since 1970. */
export function signTicket(internalKey: Buffer, claims: TicketClaims, now: Date = new Date()): string {
  const exp = Math.floor(now.getTime() / 1000) + TICKET_LIFE_SECONDS;
  const body = Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url');
  return `${body}.${signature(internalKey, body)}`;
}

/** The signature that belongs to a ticket's body. */
export function signature(internalKey: Buffer, body: string): string {
  return createHmac('sha256', internalKey).update(`clawberth-ticket-1.${body}`).digest('base64url');
}
