'use client';

import type { bot } from '@clawberth/core';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { LostNotice } from '@/components/ui/lost-notice.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { LeaveOrganisation } from '@/features/team/leave-organisation.tsx';
import { useEventStream } from '@/lib/use-event-stream.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { BotCard } from './bot-card.tsx';
import { NoBots } from './no-bots.tsx';

const t = texts.bots;

/** The organisation's bots, live. */
export function BotList({ initial }: { initial: Wire<bot.BotSummary>[] }) {
  const { slug, role } = useOrganisation();
  const { value: bots, lost } = useEventStream(`/api/o/${slug}/bots/events`, initial);
  const mayDeploy = useMay('bot:deploy');
  return (
    <>
      <PageHeader title={t.title} lead={bots.length > 0 ? t.count(bots.length) : undefined}>
        {mayDeploy && bots.length > 0 && (
          <Button asChild variant="primary">
            <Link href={`/o/${slug}/bots/new`}>{t.newBot}</Link>
          </Button>
        )}
      </PageHeader>
      <LostNotice lost={lost} />
      {bots.length === 0 ? (
        <NoBots />
      ) : (
        <ul className="grid gap-4">
          {bots.map((summary) => (
            <li key={summary.id}>
              <BotCard bot={summary} />
            </li>
          ))}
        </ul>
      )}
      {role === 'guest' && (
        <Card className="mt-8 py-1">
          <LeaveOrganisation lastOwner={false} />
        </Card>
      )}
      <p aria-live="polite" className="sr-only">
        {bots.map((summary) => t.live(summary.name, t.states[summary.state])).join('. ')}
      </p>
    </>
  );
}
