import type { Bot } from '@clawberth/db';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';

const TOLD_ONCE_IN_MS = 10 * 60_000;

type Look = { action: 'chat.opened' | 'logs.read'; permission: 'bot:chat' | 'log:read' };

/** Tells the audit log that somebody looked; once in ten minutes for each person and bot. */
export async function noteOnce(ctx: Context, bot: Bot, { action, permission }: Look): Promise<void> {
  const { organisationId, actor } = ctx;
  const told = await ctx.services.database.read.auditEvent.findFirst({
    where: {
      organisationId,
      botId: bot.id,
      action,
      actorId: actor.type === 'user' ? actor.userId : null,
      occurredAt: { gt: new Date(Date.now() - TOLD_ONCE_IN_MS) },
    },
    select: { id: true },
  });
  if (told !== null) return;
  await mutate({
    ctx,
    permission,
    run: () => Promise.resolve(),
    audit: () => ({ action, target: { type: 'bot', id: bot.id, name: bot.name }, botId: bot.id }),
  });
}
