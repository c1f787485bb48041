import { PLATFORM_ORGANISATION, type ReadClient, type Scope } from '@clawberth/db';
import type { Context } from './context.ts';
import type { Services } from './services.ts';

/** What Postgres is told of a context. Somebody anonymous stands nowhere: their acts are Clawberth's own, named one by one. */
export function scopeOf({ organisationId, actor }: Pick<Context, 'organisationId' | 'actor'>): Scope {
  if (actor.type === 'anonymous') throw new TypeError('Nobody anonymous stands in an organisation.');
  return { organisationId, actor: actor.type === 'system' ? 'system' : { userId: actor.userId } };
}

/** Reads what the context's actor may see of its organisation, by row-level security. */
export function readAs(ctx: Pick<Context, 'services' | 'organisationId' | 'actor'>): ReadClient {
  return ctx.services.database.reader(scopeOf(ctx));
}

/** Reads one organisation's rows for Clawberth itself: the worker, the airlock, what is public by a token. */
export function readAsSystem(services: Pick<Services, 'database'>, organisationId: string): ReadClient {
  return services.database.reader({ organisationId, actor: 'system' });
}

/** Reads accounts for Clawberth itself: sign-in, sessions. */
export function readAccounts(services: Pick<Services, 'database'>): ReadClient {
  return readAsSystem(services, PLATFORM_ORGANISATION);
}

/** Reads what a person sees wherever they stand: themselves, their memberships, the organisations of these. */
export function readOwn(services: Pick<Services, 'database'>, userId: string): ReadClient {
  return services.database.reader({ organisationId: null, actor: { userId } });
}
