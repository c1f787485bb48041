import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import type { RequestContext } from '../request-context.ts';
import { signAccountTicket } from './account-ticket.ts';
import { findAccount } from './find-account.ts';
import { proveAgain, type Proof } from './prove-again.ts';
import { IDENTITY_PROVIDERS, type IdentityProvider } from './views.ts';

const schema = z.object({ provider: z.enum(IDENTITY_PROVIDERS) });

/**
 * The first half of connecting Google or GitHub: shows that it is the person, and gives the ticket for connectIdentity,
 * good for ten minutes and this session alone. Throws what proveAgain throws.
 */
export async function allowConnecting(
  request: RequestContext,
  { userId, proof, ...input }: { userId: string; provider: IdentityProvider; proof: Proof },
): Promise<{ ticket: string }> {
  const { provider } = parseInput(schema, input);
  if (request.session === null) throw new ClawberthError('not_signed_in', 'Sign in first.');
  const account = await findAccount(request.services, userId);
  await proveAgain(request, account, proof);
  const { id: sessionId } = request.session;
  return {
    ticket: signAccountTicket(request.services, { purpose: 'connect', provider, userId: account.userId, sessionId }),
  };
}
