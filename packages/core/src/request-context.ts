import type { AuditTool } from '@clawberth/db';
import type { Services } from './services.ts';

/** For what happens before somebody stands in an organisation: sign-up, sign-in, invitations, one's own account. */
export type RequestContext = {
  services: Services;
  /** One id from the click to the last effect; stands in every audit event and log line. */
  correlationId: string;
  /** Which of our surfaces the act came through. */
  tool: AuditTool;
  /** The request's path without its query; null where there is none. */
  path: string | null;
  ip: string | null;
  userAgent: string | null;
  /** The browser's session, and whether it proved a second factor; null outside of one. */
  session: { id: string; secondFactor: boolean } | null;
};

/** For acts that no browser asked for. */
export const NO_BROWSER = { path: null, ip: null, userAgent: null, session: null } as const;

/** The same for what needs nothing but the database, as the operator's commands do. */
export type DatabaseRequest = Omit<RequestContext, 'services'> & { services: Pick<Services, 'database'> };
