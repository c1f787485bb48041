import type { AuditTool } from '@clawberth/db';
import type { Context } from './context.ts';
import type { Services } from './services.ts';
import { NO_BROWSER } from './request-context.ts';

/** The context of Clawberth's own processes; holds the permission 'system' and no person's. */
export function systemContext(
  services: Services,
  organisationId: string,
  correlationId: string,
  tool: AuditTool = 'worker',
): Context {
  return { services, organisationId, actor: { type: 'system' }, correlationId, tool, ...NO_BROWSER };
}
