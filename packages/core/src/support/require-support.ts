import { ClawberthError, notFound } from '../errors.ts';
import { recordPlatformRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionOfUser } from '../session/resume-session.ts';
import { actorOf } from '../account/find-account.ts';

/** Throws `not_found` for whoever is no support staff (told in the platform's log), `second_factor_required` without one. */
export async function requireSupport(request: RequestContext, self: SessionOfUser): Promise<void> {
  const { userId, name } = self;
  if (self.platformRole !== 'support') {
    await recordPlatformRefusal(request, 'support console', actorOf({ userId, name }));
    throw notFound('page');
  }
  if (!self.secondFactor)
    throw new ClawberthError('second_factor_required', 'Support staff sign in with a second factor. Set one up first.');
}
