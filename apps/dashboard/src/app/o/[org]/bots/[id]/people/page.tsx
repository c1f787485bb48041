import { person } from '@clawberth/core';
import { PeoplePage } from '@/features/people/people-page.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { toWire } from '@/wire.ts';

export default async function Page({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  return <PeoplePage people={toWire(await readForPage(() => person.list(ctx, { botId: id })))} />;
}
