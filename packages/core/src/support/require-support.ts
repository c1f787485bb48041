import { PLATFORM_ORGANISATION } from '../platform.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { recordRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionOfUser } from '../session/resume-session.ts';

/** Throws `not_found` for whoever is no support staff (told in the platform's log), `second_factor_required` without one. */
export async function requireSupport(request: RequestContext, self: SessionOfUser): Promise<void> {
  const { userId, name } = self;
  if (self.platformRole !== 'support') {
    const actor = { type: 'user', userId, name, role: null } as const;
    await recordRefusal({ ...request, organisationId: PLATFORM_ORGANISATION, actor }, 'support console');
    throw notFound('page');
  }
  if (!self.secondFactor)
    throw new ClawberthError('second_factor_required', 'Support staff sign in with a second factor. Set one up first.');
}
