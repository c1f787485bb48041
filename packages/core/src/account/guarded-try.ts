import { ClawberthError } from '../errors.ts';
import { PLATFORM_ORGANISATION } from '../platform.ts';
import { recordRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { requireNotLocked, throttleKeys } from './sign-in-throttle.ts';

/**
 * Where a password or a code is tried: one after the other for an account and for an address, and not at all while
 * one of them is locked. Throws `too_many_requests`, which the platform's log tells; `run` counts its own failures.
 */
export async function guardedTry<T>(
  request: RequestContext,
  email: string,
  run: (keys: readonly string[]) => Promise<T>,
): Promise<T> {
  const keys = throttleKeys(email, request.ip);
  return oneAtATime(keys, async () => {
    await requireNotLocked(request, keys).catch(async (error: unknown) => {
      if (error instanceof ClawberthError)
        await recordRefusal(
          { ...request, organisationId: PLATFORM_ORGANISATION, actor: { type: 'anonymous' } },
          'sign-in while locked',
        );
      throw error;
    });
    return run(keys);
  });
}
