import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import type { Services } from '../services.ts';
import { IDENTITY_PROVIDERS } from './views.ts';

const LIFE_MS = 10 * 60_000;
const MAX_LENGTH = 1_000;

const claims = z.strictObject({
  /** `code`: this person has signed in at the provider, a code is missing. `connect`: this session may connect it. */
  purpose: z.enum(['code', 'connect']),
  provider: z.enum(IDENTITY_PROVIDERS),
  userId: z.uuid(),
  sessionId: z.uuid().nullable(),
  exp: z.int(),
});
export type AccountTicket = Omit<z.infer<typeof claims>, 'exp'>;

/** What must survive a way through the browser, for ten minutes: `<claims>.<HMAC-SHA-256>`. For a cookie, never for a URL. */
export function signAccountTicket(
  { internalKey }: Pick<Services, 'internalKey'>,
  ticket: AccountTicket,
  now: Date = new Date(),
): string {
  const body = Buffer.from(JSON.stringify({ ...ticket, exp: now.getTime() + LIFE_MS })).toString('base64url');
  return `${body}.${signature(internalKey, body)}`;
}

/** What the ticket says. Throws `not_signed_in` for one that is forged, damaged, for something else or too old. */
export function readAccountTicket<P extends AccountTicket['purpose']>(
  { internalKey }: Pick<Services, 'internalKey'>,
  purpose: P,
  ticket: string,
  now: Date = new Date(),
): AccountTicket & { purpose: P } {
  const [body = '', given = ''] = ticket.slice(0, MAX_LENGTH).split('.');
  const [expected, shown] = [Buffer.from(signature(internalKey, body)), Buffer.from(given)];
  if (expected.length !== shown.length || !timingSafeEqual(expected, shown)) throw tooOld();
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!parsed.success) throw tooOld();
  const { exp, ...rest } = parsed.data;
  if (rest.purpose !== purpose || exp <= now.getTime()) throw tooOld();
  return { ...rest, purpose };
}

function signature(internalKey: Buffer, body: string): string {
  return createHmac('sha256', internalKey).update(`clawberth-account-1.${body}`).digest('base64url');
}

const tooOld = () =>
  new ClawberthError('not_signed_in', 'This took too long. Please sign in again from the beginning.');
