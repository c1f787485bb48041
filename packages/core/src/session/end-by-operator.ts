import { accountMutate } from '../account-mutate.ts';
import { notFound } from '../errors.ts';
import type { DatabaseRequest } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { endSessions } from './end-sessions.ts';

/** For the operator's command alone: ends all sessions of an account. Throws `not_found`. Gives how many ended. */
export async function endSessionsOf(request: DatabaseRequest, email: string): Promise<{ ended: number }> {
  const where = { email: email.trim().toLowerCase() };
  const user = await readAccounts(request.services).user.findUnique({ where });
  if (user === null) throw notFound('account');
  return accountMutate({
    request,
    actor: { type: 'system' },
    userId: user.id,
    run: async (tx) => ({ ended: await endSessions(tx, { userId: user.id }) }),
    audit: ({ ended }) => ({
      action: 'account.signed_out_everywhere',
      target: { type: 'account', id: user.id, name: user.name },
      after: { sessions: ended },
    }),
  });
}

/** For the operator's command alone: ends every session there is, of everybody; told in the platform's log. */
export async function endEverySession(request: DatabaseRequest): Promise<{ ended: number }> {
  return accountMutate({
    request,
    actor: { type: 'system' },
    userId: null,
    run: async (tx) => ({ ended: await endSessions(tx, {}) }),
    audit: ({ ended }) => ({
      action: 'account.signed_out_everywhere',
      target: { type: 'account', id: null, name: 'everybody' },
      after: { sessions: ended },
    }),
  });
}
