import { findBot } from '../bot/find-bot.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { requirePermission } from '../require-permission.ts';
import { chatSessionId } from './chat-session-id.ts';
import { noteOnce } from './note-once.ts';
import { signTicket } from './sign-ticket.ts';

/** A ticket for the chat with a bot, good for 60 s at the airlock's inbound door. Throws `not_found`. */
export async function openChat(
  ctx: Context,
  { botId }: { botId: string },
): Promise<{ ticket: string; botId: string; sessionId: string }> {
  await requirePermission(ctx, 'bot:chat');
  const { services, organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can chat with a bot.');
  const bot = await findBot(ctx, botId);
  await noteOnce(ctx, 'bot:chat', {
    action: 'chat.opened',
    target: { type: 'bot', id: bot.id, name: bot.name },
    botId: bot.id,
  });
  const { userId } = actor;
  const ticket = signTicket(services.internalKey, { botId: bot.id, organisationId, userId, purpose: 'chat' });
  return { ticket, botId: bot.id, sessionId: chatSessionId(userId) };
}
