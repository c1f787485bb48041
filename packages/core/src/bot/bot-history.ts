import { listAuditEvents } from '../audit/list-audit-events.ts';
import type { AuditView } from '../audit/views.ts';
import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { findBot } from './find-bot.ts';

/** What happened with a bot, newest first, at most `limit` (100) events. Throws `not_found`. */
export async function botHistory(
  ctx: Context,
  { botId, limit }: { botId: string; limit: number },
): Promise<AuditView[]> {
  await requirePermission(ctx, 'audit:read');
  const bot = await findBot(ctx, botId);
  return (await listAuditEvents(ctx, { botId: bot.id, limit })).events;
}
