import { accountMutate } from '../account-mutate.ts';
import { writeAccountLetter } from '../account/account-letter.ts';
import { accountTarget, actorOf, findAccount } from '../account/find-account.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionOfUser } from './resume-session.ts';
import { endSessions } from './end-sessions.ts';

type Self = Pick<SessionOfUser, 'userId' | 'name' | 'sessionId'>;

/** Ends one of a person's own sessions: this one ("sign out") or another browser's. Throws `not_found`. */
export async function endSession(request: RequestContext, self: Self, input: { sessionId: string }): Promise<void> {
  const sessionId = idOrNotFound('session', input.sessionId);
  await accountMutate({
    request,
    actor: actorOf(self),
    userId: self.userId,
    run: async (tx) => {
      if ((await endSessions(tx, { id: sessionId, userId: self.userId })) === 0) throw notFound('session');
    },
    audit: () => ({
      action: sessionId === self.sessionId ? 'account.signed_out' : 'account.session_ended',
      target: { type: 'session', id: sessionId, name: null },
    }),
  });
}

/** Ends all of a person's sessions, with `keepThis` all but the one that asks; a letter tells them. Gives how many ended. */
export async function endAllSessions(
  request: RequestContext,
  self: Self,
  { keepThis }: { keepThis: boolean },
): Promise<{ ended: number }> {
  const account = await findAccount(request.services, self.userId);
  const letter = await writeAccountLetter(request, account, { kind: 'signed_out_everywhere' });
  const { ended } = await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      const ended = await endSessions(tx, {
        userId: account.userId,
        ...(keepThis ? { id: { not: self.sessionId } } : {}),
      });
      return { ended, queued: await queueMail(tx, letter) };
    },
    audit: ({ ended, queued }) => [
      { action: 'account.signed_out_everywhere', target: accountTarget(account), after: { sessions: ended } },
      queued,
    ],
  });
  return { ended };
}
