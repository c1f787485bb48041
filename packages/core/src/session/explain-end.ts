import { z } from 'zod';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { IDLE_MS } from './limits.ts';

/** `ended`: signed out, here, from another browser, or everywhere. */
export type SessionEnd = 'idle' | 'expired' | 'ended';

/** Why a session no longer lives, for telling its own browser; null while it lives, or when there never was one. */
export async function explainEnd(
  { services }: Pick<RequestContext, 'services'>,
  { sessionId }: { sessionId: string },
): Promise<SessionEnd | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const select = { endedAt: true, lastSeenAt: true, expiresAt: true };
  const session = await readAccounts(services).session.findUnique({ where: { id: sessionId }, select });
  if (session === null) return null;
  const now = Date.now();
  if (session.endedAt !== null) return 'ended';
  const idleFrom = session.lastSeenAt.getTime() + IDLE_MS;
  if (idleFrom <= now && idleFrom <= session.expiresAt.getTime()) return 'idle';
  return session.expiresAt.getTime() <= now ? 'expired' : null;
}
