import { allows, bot, member } from '@clawberth/core';
import type { Metadata } from 'next';
import { TeamPage } from '@/features/team/team-page.tsx';
import { letterWay } from '@/server/letter-way.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

export const metadata: Metadata = { title: texts.team.title };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageContext((await params).org);
  const { members, invitations } = toWire(await readForPage(() => member.list(ctx)));
  // For who may invite guests to them.
  const bots = allows(ctx, 'member:manage') ? await readForPage(() => bot.list(ctx)) : [];
  return (
    <TeamPage
      members={members}
      invitations={invitations}
      ownId={ctx.actor.type === 'user' ? ctx.actor.userId : null}
      bots={bots.filter(({ state }) => state !== 'deleting').map(({ id, name }) => ({ id, name }))}
      letters={letterWay()}
    />
  );
}
