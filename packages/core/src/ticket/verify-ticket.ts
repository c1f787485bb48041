import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import { openClaims } from '../secrets/signed-claims.ts';
import type { Services } from '../services.ts';
import { ticketKind, TICKET_LIFE_SECONDS } from './sign-ticket.ts';
import { TICKET_PURPOSES, type TicketClaims } from './views.ts';

const claims = z.strictObject({
  botId: z.uuid(),
  organisationId: z.uuid(),
  userId: z.uuid(),
  purpose: z.enum(TICKET_PURPOSES),
  exp: z.int(),
});

/** What the ticket says. Throws `not_signed_in` for one that is forged, damaged or older than 60 s. */
export function verifyTicket(
  services: Pick<Services, 'internalKey'>,
  ticket: string,
  now: Date = new Date(),
): TicketClaims {
  const refused = new ClawberthError('not_signed_in', 'This ticket is not valid any more. Please load the page again.');
  const opened = openClaims(ticketKind(services.internalKey), claims, ticket);
  if (opened === null) throw refused;
  const { exp, ...rights } = opened;
  const left = exp - now.getTime() / 1000;
  // Half a minute of grace ahead of us: a clock may be a little off, but no ticket is made for longer.
  if (left <= 0 || left > TICKET_LIFE_SECONDS + 30) throw refused;
  return rights;
}
