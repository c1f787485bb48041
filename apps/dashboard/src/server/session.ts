import 'server-only';
import { getServerSession } from 'next-auth';
import { authOptions } from './auth-options.ts';

export type SessionUser = { userId: string; email: string; name: string };

/** Who is signed in, from the session cookie; null when nobody is. */
export async function readSession(): Promise<SessionUser | null> {
  const session = (await getServerSession(authOptions())) as { user?: { id?: string; email?: string; name?: string } } | null;
  const user = session?.user;
  return user?.id ? { userId: user.id, email: user.email ?? '', name: user.name ?? '' } : null;
}
