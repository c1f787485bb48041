import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import type { Services } from '../services.ts';
import { signature, TICKET_LIFE_SECONDS } from './sign-ticket.ts';
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
  if (ticket.length > 2_000) throw refused;
  const [body, given, ...rest] = ticket.split('.');
  if (body === undefined || given === undefined || rest.length > 0) throw refused;
  const expected = Buffer.from(signature(services.internalKey, body));
  const shown = Buffer.from(given);
  if (expected.length !== shown.length || !timingSafeEqual(expected, shown)) throw refused;
  const parsed = claims.safeParse(parseJson(body));
  if (!parsed.success) throw refused;
  const { exp, ...rights } = parsed.data;
  const left = exp - now.getTime() / 1000;
  // Half a minute of grace ahead of us: a clock may be a little off, but no ticket is made for longer.
  if (left <= 0 || left > TICKET_LIFE_SECONDS + 30) throw refused;
  return rights;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
