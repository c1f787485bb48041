import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import { openClaims, signClaims } from '../secrets/signed-claims.ts';
import type { Services } from '../services.ts';
import { IDENTITY_PROVIDERS } from './views.ts';

const LIFE_MS = 10 * 60_000;

type Keys = Pick<Services, 'internalKey'>;
const kindOf = ({ internalKey }: Keys) => ({ key: internalKey, kind: 'clawberth-account-1', longest: 1_000 });

const claims = z.strictObject({
  /** `code`: this person has signed in at the provider, a code is missing. `connect`: this session may connect it. */
  purpose: z.enum(['code', 'connect']),
  provider: z.enum(IDENTITY_PROVIDERS),
  userId: z.uuid(),
  sessionId: z.uuid().nullable(),
  exp: z.int(),
});
export type AccountTicket = Omit<z.infer<typeof claims>, 'exp'>;

/** What must survive a way through the browser, for ten minutes: signed claims. For a cookie, never for a URL. */
export function signAccountTicket(keys: Keys, ticket: AccountTicket, now: Date = new Date()): string {
  return signClaims(kindOf(keys), { ...ticket, exp: now.getTime() + LIFE_MS });
}

/** What the ticket says. Throws `not_signed_in` for one that is forged, damaged, for something else or too old. */
export function readAccountTicket<P extends AccountTicket['purpose']>(
  keys: Keys,
  purpose: P,
  ticket: string,
  now: Date = new Date(),
): AccountTicket & { purpose: P } {
  const opened = openClaims(kindOf(keys), claims, ticket);
  if (opened === null || opened.purpose !== purpose || opened.exp <= now.getTime())
    throw new ClawberthError('not_signed_in', 'This took too long. Please sign in again from the beginning.');
  const { exp: _exp, ...rest } = opened;
  return { ...rest, purpose };
}
