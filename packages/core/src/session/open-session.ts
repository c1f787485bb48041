import { randomUUID } from 'node:crypto';
import type { SignInMethod, TenantTx } from '@clawberth/db';
import { accountMutate } from '../account-mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { LIFE_MS } from './limits.ts';
import { actorOf } from '../account/find-account.ts';
import { endSessions } from './end-sessions.ts';

export type SignedIn = { sessionId: string; userId: string; email: string; name: string };

type Person = { id: string; email: string; name: string };
type Proof = {
  method: SignInMethod;
  /** Whether a second factor was proved. */
  secondFactor: boolean;
  /** What else belongs to this sign-in, in the same transaction. */
  alongside?: (tx: TenantTx) => Promise<void>;
};

/** Opens a session for somebody whose proof has been checked, ends the one that this browser had, and tells the log. */
export async function openSession(request: RequestContext, person: Person, proof: Proof): Promise<SignedIn> {
  const { id: userId, email, name } = person;
  const sessionId = randomUUID();
  const now = new Date();
  return accountMutate({
    request,
    actor: actorOf({ userId, name }),
    userId,
    run: async (tx) => {
      await proof.alongside?.(tx);
      if (request.session !== null) await endSessions(tx, { id: request.session.id });
      await tx.session.create({
        data: {
          id: sessionId,
          userId,
          method: proof.method,
          secondFactorAt: proof.secondFactor ? now : null,
          ip: request.ip?.slice(0, 45) ?? null,
          userAgent: request.userAgent?.slice(0, 300) ?? null,
          createdAt: now,
          lastSeenAt: now,
          expiresAt: new Date(now.getTime() + LIFE_MS),
        },
      });
      return { sessionId, userId, email, name };
    },
    audit: () => ({
      action: 'account.signed_in',
      target: { type: 'session', id: sessionId, name: null },
      after: { method: proof.method, secondFactor: proof.secondFactor },
    }),
  });
}
