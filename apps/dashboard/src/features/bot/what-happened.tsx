'use client';

import Link from 'next/link';
import { Card } from '@/components/ui/card.tsx';
import { Time } from '@/components/ui/time.tsx';
import type { EventLine } from '@/features/audit/event-line.ts';
import { Sentence } from '@/features/audit/sentence.tsx';
import { texts } from '@/texts/index.ts';
import { useBotPath } from './bot-context.tsx';

const t = texts.bot;

/** The newest lines of the bot's history. */
export function WhatHappened({ events }: { events: EventLine[] }) {
  const history = useBotPath('history');
  return (
    <Card className="pb-2">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-bold">{t.happened}</h2>
        <Link href={history} className="text-small font-semibold text-primary underline-offset-4 hover:underline">
          {t.happenedAll}
        </Link>
      </div>
      {events.length === 0 ? (
        <p className="border-t border-line py-3 text-muted">{t.happenedNone}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {events.map((event) => (
            <li key={event.id} className="grid grid-cols-[minmax(72px,auto)_1fr] gap-4 py-3">
              <span className="text-small leading-6 text-muted">
                <Time at={event.occurredAt} style="clock" />
              </span>
              <span className="min-w-0">
                <span className="text-muted">{event.actor.name}: </span>
                <Sentence parts={event.parts} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
