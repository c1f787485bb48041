import type { Context } from '../../context.ts';
import { requirePermission } from '../../require-permission.ts';
import { requireAuditServices } from './require-audit-services.ts';

/**
 * The organisation's signed checkpoints, oldest first, to be kept where nobody who runs Clawberth can change them; read
 * as they are asked for. Throws `forbidden` before the first.
 */
export async function readCheckpoints(ctx: Context): Promise<AsyncIterable<string>> {
  await requirePermission(ctx, 'audit:read');
  return requireAuditServices(ctx.services).checkpoints.notes(ctx.organisationId);
}
