import { findBot } from '../bot/find-bot.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { requirePermission } from '../mutate.ts';
import { noteOnce } from './note-once.ts';
import { signTicket } from './sign-ticket.ts';

/** A ticket for a bot's log lines, good for 60 s at the airlock's inbound door. Throws `not_found`. */
export async function openLogs(ctx: Context, { botId }: { botId: string }): Promise<{ ticket: string; botId: string }> {
  requirePermission(ctx, 'log:read');
  const { services, organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can read the log.');
  const bot = await findBot(services.database.read, organisationId, botId);
  await noteOnce(ctx, bot, { action: 'logs.read', permission: 'log:read' });
  const { userId } = actor;
  const ticket = signTicket(services.internalKey, { botId: bot.id, organisationId, userId, purpose: 'logs' });
  return { ticket, botId: bot.id };
}
