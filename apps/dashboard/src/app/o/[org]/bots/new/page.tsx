import { bot } from '@clawberth/core';
import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { Wizard } from '@/features/wizard/wizard.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { providerOptions } from '@/server/provider-options.ts';
import { rightsOf } from '@/server/rights.ts';
import { texts } from '@/texts/index.ts';

export const metadata: Metadata = { title: texts.wizard.title };

export default async function NewBotPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageContext((await params).org);
  if (ctx.actor.type !== 'user' || !rightsOf(ctx.actor.role).includes('bot:deploy')) forbidden();
  const keys = await readForPage(() => bot.listReusableKeys(ctx));
  return <Wizard providers={providerOptions()} keys={keys} />;
}
