import { findBot } from '../bot/find-bot.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { requirePermission } from '../require-permission.ts';
import { noteOnce } from './note-once.ts';
import { signTicket } from './sign-ticket.ts';

/** A ticket for a bot's log lines, good for 60 s at the airlock's inbound door. Throws `not_found`. */
export async function openLogs(ctx: Context, { botId }: { botId: string }): Promise<{ ticket: string; botId: string }> {
  await requirePermission(ctx, 'log:read');
  const { services, organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can read the log.');
  const bot = await findBot(ctx, botId);
  await noteOnce(ctx, 'log:read', {
    action: 'logs.read',
    target: { type: 'bot', id: bot.id, name: bot.name },
    botId: bot.id,
  });
  const { userId } = actor;
  const ticket = signTicket(services.internalKey, { botId: bot.id, organisationId, userId, purpose: 'logs' });
  return { ticket, botId: bot.id };
}
