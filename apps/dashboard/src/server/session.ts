import 'server-only';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { authOptions } from './auth-options.ts';

export type SessionUser = { userId: string; email: string; name: string };

type SessionFacts = { user?: { id?: string; email?: string; name?: string } };

/** Who is signed in, from the session cookie; null when nobody is. */
export async function readSession(): Promise<SessionUser | null> {
  const session = await getServerSession<NextAuthOptions, SessionFacts>(authOptions());
  const user = session?.user;
  return user?.id ? { userId: user.id, email: user.email ?? '', name: user.name ?? '' } : null;
}
