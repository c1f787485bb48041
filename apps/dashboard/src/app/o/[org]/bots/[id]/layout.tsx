import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { BotHeader } from '@/features/bot/bot-header.tsx';
import { BotProvider } from '@/features/bot/bot-context.tsx';
import { BotTabs } from '@/features/bot/bot-tabs.tsx';
import { readBot } from '@/features/bot/read-bot.ts';
import { toWire } from '@/wire.ts';

type Props = { children: ReactNode; params: Promise<{ org: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return { title: (await readBot(org, id)).name };
}

export default async function BotLayout({ children, params }: Props) {
  const { org, id } = await params;
  return (
    <BotProvider initial={toWire(await readBot(org, id))}>
      <BotHeader />
      <BotTabs />
      {children}
    </BotProvider>
  );
}
