import { member } from '@clawberth/core';
import type { Metadata } from 'next';
import { TeamPage } from '@/features/team/team-page.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

export const metadata: Metadata = { title: texts.team.title };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageContext((await params).org);
  const { members, invitations } = toWire(await readForPage(() => member.list(ctx)));
  return (
    <TeamPage members={members} invitations={invitations} ownId={ctx.actor.type === 'user' ? ctx.actor.userId : ''} />
  );
}
