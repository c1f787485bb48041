import type { Actor, Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { recordPlatformRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import { notOver, stillMember } from '../not-over.ts';

type Asked = { userId: string; organisationSlug: string };
const SLUG = /^[a-z0-9-]{1,48}$/;
type Place = { organisationId: string; actor: Actor; requiresSecondFactor: boolean };

/**
 * The context of a signed-in person in one organisation, with the role of this moment, or of support staff on a visit:
 * read it anew for each request. Throws `not_found` for an organisation that is not theirs (told in the platform's log),
 * `second_factor_required` where the organisation demands one that this session has not proved.
 */
export async function openContext(request: RequestContext, { userId, organisationSlug }: Asked): Promise<Context> {
  const id = idOrNotFound('organisation', userId);
  const slug = organisationSlug.slice(0, 64);
  const place = (await asMember(request, id, slug)) ?? (await asVisitor(request, id, slug));
  if (place === null) {
    const actor = { type: 'user', userId: id, name: 'Somebody signed in', role: null } as const;
    // What is no slug may be anything that somebody pasted into an address, a key too.
    await recordPlatformRefusal(request, `organisation ${SLUG.test(slug) ? slug : '…'}`, actor);
    throw notFound('organisation');
  }
  const { organisationId, actor, requiresSecondFactor } = place;
  if (requiresSecondFactor && request.session?.secondFactor !== true)
    throw new ClawberthError(
      'second_factor_required',
      'This organisation asks its members for a second factor at sign-in. Set one up, or sign in again with it.',
    );
  return { ...request, organisationId, actor };
}

async function asMember({ services }: RequestContext, userId: string, slug: string): Promise<Place | null> {
  const membership = await readOwn(services, userId).membership.findFirst({
    where: { userId, organisation: { slug }, ...stillMember() },
    include: { user: { select: { name: true } }, organisation: { select: { requiresSecondFactor: true } } },
  });
  if (membership === null) return null;
  const { organisationId, role, user, organisation } = membership;
  return { organisationId, actor: { type: 'user', userId, name: user.name, role }, ...organisation };
}

/** Support staff always need a second factor, whatever the organisation asks of its own. */
async function asVisitor({ services }: RequestContext, userId: string, slug: string): Promise<Place | null> {
  const [found] = await services.database.lookup.$queryRaw<
    { id: string | null }[]
  >`select lookup_organisation(${slug}) as id`;
  const organisationId = found?.id ?? null;
  if (organisationId === null) return null;
  const where = { userId, organisationId, ...notOver() };
  const orderBy = { startedAt: 'desc' } as const;
  const visit = await readOwn(services, userId).supportVisit.findFirst({ where, orderBy });
  // Who is support staff no longer sees nothing there, whatever visit is open.
  const read = services.database.reader({ organisationId, actor: { userId } });
  if (visit === null || (await read.organisation.count({ where: { id: organisationId } })) === 0) return null;
  const { id: visitId, userName: name, expiresAt: until } = visit;
  return { organisationId, actor: { type: 'support', userId, name, visitId, until }, requiresSecondFactor: true };
}
