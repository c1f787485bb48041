import type { Role } from '@clawberth/db';
import type { Services } from './services.ts';

/** Who acts. The worker and people leave the same trail. */
export type Actor =
  | { type: 'user'; userId: string; name: string; role: Role }
  | { type: 'system'; process: 'worker' | 'airlock' }
  | { type: 'anonymous' };

/** What every verb gets first: who asks, for which organisation, and the parts to work with. */
export type Context = {
  services: Services;
  organisationId: string;
  actor: Actor;
  /** One id from the click to the last effect; stands in every audit event and log line. */
  correlationId: string;
  ip: string | null;
  userAgent: string | null;
};
