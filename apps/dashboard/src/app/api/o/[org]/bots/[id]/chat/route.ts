import { ClawberthError, ticket } from '@clawberth/core';
import { z } from 'zod';
import { askAirlock } from '@/server/ask-airlock.ts';
import { organisationRoute } from '@/server/route.ts';
import { texts } from '@/texts/index.ts';

const messageSchema = z.object({ message: z.string().trim().min(1).max(8_000) });
type Params = { org: string; id: string };

/** Sends a message and streams the answer as server-sent events. */
export const POST = organisationRoute<Params>(async (ctx, request, { id }) => {
  const parsed = messageSchema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new ClawberthError('invalid_input', texts.bot.chat.badMessage);
  const opened = await ticket.openChat(ctx, { botId: id });
  const body = { sessionId: opened.sessionId, message: parsed.data.message };
  return askAirlock({
    ticket: opened.ticket,
    botId: opened.botId,
    path: 'chat',
    method: 'POST',
    body,
    signal: request.signal,
  });
});

/** What was said in this person's chat so far. */
export const GET = organisationRoute<Params>(async (ctx, request, { id }) => {
  const opened = await ticket.openChat(ctx, { botId: id });
  const path = `chat?sessionId=${encodeURIComponent(opened.sessionId)}`;
  return askAirlock({ ticket: opened.ticket, botId: opened.botId, path, method: 'GET', signal: request.signal });
});
