import { Prisma } from '@clawberth/db';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { roleAllows } from '../permissions.ts';
import { readAs } from '../scope-of.ts';
import type { Role } from '@clawberth/db';

/** What stands in the place of a role for somebody who may read the log without being a member. */
type Standing = Role | 'support' | 'system' | null;

/**
 * The sequence number of the organisation's last event, for somebody who was let in a while ago: membership, role and
 * visit are read anew in the same question. Throws `not_found` for who is a member no longer, `forbidden` for who may no
 * longer read the log.
 */
export async function readHead(ctx: Context): Promise<bigint> {
  const [found] = await readAs(ctx).$queryRaw<{ sequence: bigint; standing: Standing }[]>`
    select "sequence", ${standing(ctx)} as "standing" from "AuditChain" where "organisationId" = ${ctx.organisationId}::uuid`;
  if (found === undefined || found.standing === null) throw notFound('organisation');
  if (found.standing !== 'system' && !roleAllows(found.standing, 'audit:read'))
    throw new ClawberthError('forbidden', 'Your role in this organisation no longer allows reading the audit log.');
  return found.sequence;
}

function standing({ organisationId, actor }: Context): Prisma.Sql {
  if (actor.type === 'system') return Prisma.sql`'system'`;
  if (actor.type === 'support')
    return Prisma.sql`(select 'support' from "SupportVisit" where "id" = ${actor.visitId}::uuid and "userId" = ${actor.userId}::uuid
      and "organisationId" = ${organisationId}::uuid and "endedAt" is null and "expiresAt" > now())`;
  if (actor.type === 'anonymous') return Prisma.sql`null`;
  return Prisma.sql`(select "role"::text from "Membership" where "organisationId" = ${organisationId}::uuid
    and "userId" = ${actor.userId}::uuid and ("expiresAt" is null or "expiresAt" > now()))`;
}
