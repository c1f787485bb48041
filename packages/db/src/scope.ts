import type { Prisma } from './generated/client.ts';

/** Clawberth itself: accounts, keys, the platform's own log. A real row without members. */
export const PLATFORM_ORGANISATION = '00000000-0000-0000-0000-000000000000';

/**
 * Who asks, for which organisation: what Postgres is told before any query, and what row-level security goes by.
 * For a user it looks up itself whether they are a member, or support staff on a visit. A null organisation shows a
 * person their own memberships and no more.
 */
export type Scope = { organisationId: string | null; actor: 'system' | { userId: string } };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The statement that tells Postgres the scope until the transaction ends. Throws TypeError for an id that is no UUID. */
export function scopeStatement<C extends Pick<Prisma.TransactionClient, '$queryRaw'>>(
  client: C,
  { organisationId, actor }: Scope,
): ReturnType<C['$queryRaw']> {
  const who = actor === 'system' ? 'system' : requireUuid(actor.userId);
  const where = organisationId === null ? '' : requireUuid(organisationId);
  return client.$queryRaw`select set_config('app.organisation', ${where}, true), set_config('app.actor', ${who}, true)` as ReturnType<
    C['$queryRaw']
  >;
}

function requireUuid(id: string): string {
  if (!uuid.test(id)) throw new TypeError('A scope needs ids that are UUIDs.');
  return id;
}
