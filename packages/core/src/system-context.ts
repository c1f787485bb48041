import type { AuditTool } from '@clawberth/db';
import type { Context } from './context.ts';
import type { Services } from './services.ts';

/** The context of Clawberth's own processes; holds the permission 'system' and no person's. */
export function systemContext(
  services: Services,
  organisationId: string,
  correlationId: string,
  tool: AuditTool = 'worker',
): Context {
  const nobody = { path: null, ip: null, userAgent: null, session: null };
  return { services, organisationId, actor: { type: 'system' }, correlationId, tool, ...nobody };
}
