import { bot } from '@clawberth/core';
import type { Metadata } from 'next';
import { BotList } from '@/features/bots/bot-list.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

export const metadata: Metadata = { title: texts.bots.title };

export default async function BotsPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageContext((await params).org);
  const bots = await readForPage(() => bot.list(ctx));
  return <BotList initial={toWire(bots)} />;
}
