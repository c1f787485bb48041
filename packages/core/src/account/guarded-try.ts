import { ClawberthError } from '../errors.ts';
import { recordPlatformRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { requireNotLocked, throttleKeys, type Tried } from './sign-in-throttle.ts';

/**
 * Where a password or a code is tried, or a reset letter asked for: one after the other for an account and for an address,
 * and not at all while one of them is locked. Throws `too_many_requests`, which the platform's log tells; `run` counts its
 * own failures.
 */
export async function guardedTry<T>(
  request: RequestContext,
  email: string,
  run: (keys: readonly string[]) => Promise<T>,
  tried: Tried = 'sign-in',
): Promise<T> {
  const keys = throttleKeys(email, request.ip, tried);
  return oneAtATime(keys, async () => {
    await requireNotLocked(request, keys, tried).catch(async (error: unknown) => {
      if (error instanceof ClawberthError) await recordPlatformRefusal(request, `${tried} while locked`);
      throw error;
    });
    return run(keys);
  });
}
