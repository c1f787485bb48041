import { claimsMac, signClaims } from '../secrets/signed-claims.ts';
import type { TicketClaims } from './views.ts';

/** How long a ticket opens the airlock's inbound door, in seconds. */
export const TICKET_LIFE_SECONDS = 60;
const KIND = 'clawberth-ticket-1';

/** What a ticket is to signed claims. */
export const ticketKind = (internalKey: Buffer) => ({ key: internalKey, kind: KIND, longest: 2_000 });

/** Signed claims with `exp` in seconds since 1970. */
export function signTicket(internalKey: Buffer, claims: TicketClaims, now: Date = new Date()): string {
  const exp = Math.floor(now.getTime() / 1000) + TICKET_LIFE_SECONDS;
  return signClaims(ticketKind(internalKey), { ...claims, exp });
}

/** The signature that belongs to a ticket's body. */
export function signature(internalKey: Buffer, body: string): string {
  return claimsMac(ticketKind(internalKey), body);
}
