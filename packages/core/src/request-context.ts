import type { Services } from './services.ts';

/** For what happens before somebody stands in an organisation: sign-up, sign-in, invitations. */
export type RequestContext = {
  services: Services;
  correlationId: string;
  ip: string | null;
  userAgent: string | null;
};
