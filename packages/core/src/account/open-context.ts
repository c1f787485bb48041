import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * The context of a signed-in person in one organisation, with the role of this moment: read it anew for
 * each request. Throws `not_found` for an organisation that is not theirs.
 */
export async function openContext(
  request: RequestContext,
  { userId, organisationSlug }: { userId: string; organisationSlug: string },
): Promise<Context> {
  const membership = await request.services.database.read.membership.findFirst({
    where: {
      userId: idOrNotFound('organisation', userId),
      organisation: { slug: organisationSlug.slice(0, 64) },
    },
    include: { user: { select: { name: true } } },
  });
  if (membership === null) throw notFound('organisation');
  const { services, correlationId, ip, userAgent } = request;
  return {
    services,
    organisationId: membership.organisationId,
    actor: { type: 'user', userId: membership.userId, name: membership.user.name, role: membership.role },
    correlationId,
    ip,
    userAgent,
  };
}
