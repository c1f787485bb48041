import { allows, bot } from '@clawberth/core';
import { BotHome } from '@/features/bot/bot-home.tsx';
import { eventLines } from '@/server/event-lines.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';

const SHOWN_EVENTS = 7;

export default async function BotHomePage({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  const history = () => bot.history(ctx, { botId: id, limit: SHOWN_EVENTS });
  const events = allows(ctx, 'audit:read') ? await readForPage(history) : [];
  return <BotHome events={eventLines(events)} />;
}
