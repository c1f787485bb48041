import { accountMutate } from '../account-mutate.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionOfUser } from './resume-session.ts';

type Self = Pick<SessionOfUser, 'userId' | 'name' | 'sessionId'>;

/** Ends one of a person's own sessions: this one ("sign out") or another browser's. Throws `not_found`. */
export async function endSession(request: RequestContext, self: Self, input: { sessionId: string }): Promise<void> {
  const sessionId = idOrNotFound('session', input.sessionId);
  await accountMutate({
    request,
    actor: { type: 'user', userId: self.userId, name: self.name, role: null },
    userId: self.userId,
    run: async (tx) => {
      const where = { id: sessionId, userId: self.userId, endedAt: null };
      const { count } = await tx.session.updateMany({ where, data: { endedAt: new Date() } });
      if (count === 0) throw notFound('session');
    },
    audit: () => ({
      action: sessionId === self.sessionId ? 'account.signed_out' : 'account.session_ended',
      target: { type: 'session', id: sessionId, name: null },
    }),
  });
}

/** Ends all of a person's sessions; with `keepThis` all but the one that asks. Gives how many ended. */
export async function endAllSessions(
  request: RequestContext,
  self: Self,
  { keepThis }: { keepThis: boolean },
): Promise<{ ended: number }> {
  return accountMutate({
    request,
    actor: { type: 'user', userId: self.userId, name: self.name, role: null },
    userId: self.userId,
    run: async (tx) => {
      const where = { userId: self.userId, endedAt: null, ...(keepThis ? { id: { not: self.sessionId } } : {}) };
      const { count } = await tx.session.updateMany({ where, data: { endedAt: new Date() } });
      return { ended: count };
    },
    audit: ({ ended }) => ({
      action: 'account.signed_out_everywhere',
      target: { type: 'account', id: self.userId, name: self.name },
      after: { sessions: ended },
    }),
  });
}
