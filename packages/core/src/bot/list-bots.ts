import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { readBotRows } from './read-rows.ts';
import { toSummary } from './to-summary.ts';
import type { BotSummary } from './views.ts';

/** The bots that the actor may see, newest first, at most 200. */
export async function listBots(ctx: Context): Promise<BotSummary[]> {
  await requirePermission(ctx, 'bot:read');
  const rows = await readBotRows(ctx);
  const now = new Date();
  return rows.map((row) => toSummary(row, now));
}
