import type { Role } from '@clawberth/db';
import type { RequestContext } from './request-context.ts';

/** Who acts. The worker, support staff and people leave the same trail. */
export type Actor =
  | { type: 'user'; userId: string; name: string; role: Role }
  /** Support staff on a visit: read-only, and over by itself. */
  | { type: 'support'; userId: string; name: string; visitId: string; until: Date }
  | { type: 'system' }
  | { type: 'anonymous' };

/** What every verb gets first: who asks, for which organisation, and the parts to work with. */
export type Context = RequestContext & { organisationId: string; actor: Actor };
