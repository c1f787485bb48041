'use client';

import type { person } from '@clawberth/core';
import { Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { WaitingPeople } from '@/features/bot/waiting-people.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { DecidedPeople } from './decided-people.tsx';

const t = texts.bot.people;
const CHECK_PENDING_MS = 2_000;

/** Who waits, live, and who was decided about. */
export function PeoplePage({ people }: { people: Wire<person.PersonList> }) {
  const bot = useBot();
  useFreshDecisions(people, bot.waiting);
  if (bot.channel === 'web') return <EmptyState icon={<Users aria-hidden />} title={t.webTitle} text={t.webText} />;
  if (bot.waiting === 0 && people.decided.length === 0)
    return <EmptyState icon={<Users aria-hidden />} title={t.emptyTitle} text={t.emptyText} />;
  const number = new Intl.NumberFormat();
  const full = people.placesTotal > 0 && people.placesUsed >= people.placesTotal;
  return (
    <div className="grid max-w-[760px] gap-8">
      <section className="grid gap-3">
        <div>
          <h2 className="text-lead font-bold">{t.waiting}</h2>
          <p className="text-small text-muted">
            {bot.waiting === 0
              ? t.waitingNone
              : t.places(number.format(people.placesUsed), number.format(people.placesTotal))}
          </p>
        </div>
        {full && <Notice tone="warn">{t.placesFull}</Notice>}
        <WaitingPeople />
      </section>
      <section className="grid gap-3">
        <h2 className="text-lead font-bold">{t.decided}</h2>
        <DecidedPeople decided={people.decided} />
      </section>
    </div>
  );
}

/** Reads the page anew when the number of waiting people changes, and while a decision is on its way to the bot. */
function useFreshDecisions(people: Wire<person.PersonList>, waiting: number): void {
  const router = useRouter();
  const shown = useRef(waiting);
  const pending = people.decided.some((entry) => entry.commandStatus === 'pending');
  useEffect(() => {
    if (shown.current !== waiting) router.refresh();
    shown.current = waiting;
    if (!pending) return;
    const timer = setInterval(() => router.refresh(), CHECK_PENDING_MS);
    return () => clearInterval(timer);
  }, [router, waiting, pending]);
}
