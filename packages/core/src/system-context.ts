import type { Context } from './context.ts';
import type { Services } from './services.ts';

/** The context of Clawberth's own processes; holds the permission 'system' and no person's. */
export function systemContext(
  services: Services,
  organisationId: string,
  correlationId: string,
  process: 'worker' | 'airlock' = 'worker',
): Context {
  return { services, organisationId, actor: { type: 'system', process }, correlationId, ip: null, userAgent: null };
}
