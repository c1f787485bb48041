import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import type { SessionOfUser } from '../session/resume-session.ts';
import { requireSupport } from './require-support.ts';
import type { VisitView } from './views.ts';
import { notOver } from '../not-over.ts';

/** One's own visits that are not over, the newest first. Support staff alone: throws `not_found`, `second_factor_required`. */
export async function listVisits(request: RequestContext, self: SessionOfUser): Promise<VisitView[]> {
  await requireSupport(request, self);
  const { userId } = self;
  const rows = await readOwn(request.services, userId).supportVisit.findMany({
    where: { userId, ...notOver() },
    orderBy: { startedAt: 'desc' },
    take: 50,
  });
  return Promise.all(
    rows.map(async ({ id, organisationId, reason, startedAt, expiresAt }) => {
      const read = request.services.database.reader({ organisationId, actor: { userId } });
      const where = { id: organisationId };
      const organisation = await read.organisation.findUniqueOrThrow({ where, select: { slug: true, name: true } });
      return { id, organisation, reason, startedAt, expiresAt };
    }),
  );
}
