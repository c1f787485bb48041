import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { readHead } from './read-head.ts';

/** The sequence number of the newest event, in digits: where a live tail begins. */
export async function getAuditHead(ctx: Context): Promise<string> {
  await requirePermission(ctx, 'audit:read');
  return String(await readHead(ctx));
}
