import { leftOf } from '@/server/left-of.ts';
import { readSession } from '@/server/session.ts';
import { IdleGuard } from './idle-guard.tsx';

/** For every layout of somebody signed in: says in time that the session is about to end, and leaves when it has. */
export async function SessionGuard() {
  const user = await readSession();
  return user && <IdleGuard left={leftOf(user)} />;
}
