import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { mutate } from '../mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import type { SessionOfUser } from '../session/resume-session.ts';
import { notOver } from '../not-over.ts';

/** Ends one's own visit before its hour is over. Throws `not_found` for one that is over, or another's. */
export async function endVisit(
  request: RequestContext,
  self: SessionOfUser,
  input: { visitId: string },
): Promise<void> {
  const { userId, name } = self;
  const id = idOrNotFound('visit', input.visitId);
  const where = { id, userId, ...notOver() };
  const visit = await readOwn(request.services, userId).supportVisit.findFirst({ where });
  if (visit === null) throw notFound('visit');
  const { organisationId, expiresAt: until } = visit;
  const ctx: Context = { ...request, organisationId, actor: { type: 'support', userId, name, visitId: id, until } };
  await mutate({
    ctx,
    permission: 'public',
    run: async (tx) => {
      const { count } = await tx.supportVisit.updateMany({
        where: { ...where, organisationId },
        data: { endedAt: new Date() },
      });
      if (count === 0) throw notFound('visit');
    },
    audit: () => ({ action: 'support.left', target: { type: 'support_visit', id, name: null } }),
  });
}
