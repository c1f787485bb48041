'use client';

import { useId } from 'react';
import { useOrganisation, useMay } from '@/features/settings/organisation-context.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useAction } from '@/lib/use-action.ts';
import { useNow } from '@/lib/use-now.ts';
import { texts } from '@/texts/index.ts';
import { allowPersonAction, dismissPersonAction } from './actions.ts';
import { useBot, type LiveBot } from './bot-context.tsx';
import { splitSender } from './split-sender.ts';

const t = texts.bot;
type Person = LiveBot['waitingPeople'][number];
const TICK_MS = 15_000;

/** A card for each person who waits for the owner's word. */
export function WaitingPeople() {
  const { waitingPeople } = useBot();
  return (
    <div aria-live="polite" className="grid gap-4 empty:hidden">
      {waitingPeople.map((person) => (
        <WaitingPerson key={person.id} person={person} />
      ))}
    </div>
  );
}

function WaitingPerson({ person }: { person: Person }) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const { pending, run } = useAction();
  const mayDecide = useMay('person:decide');
  const { name, handle } = splitSender(person);
  const title = useId();
  const input = { botId, requestId: person.id };
  return (
    <Card tone="warn" aria-labelledby={title} className="flex flex-wrap items-center justify-between gap-4">
      <div className="min-w-0 flex-1 basis-56">
        <h2 id={title} className="font-bold break-words">
          {t.wants(name)}
        </h2>
        <p className="text-small text-muted">
          {t.channels[person.channel] ?? person.channel}, {handle}, {t.asked} <Time at={person.askedAt} />,{' '}
          <TimeLeft until={person.expiresAt} />
        </p>
      </div>
      {mayDecide ? (
        <div className="flex flex-wrap gap-3">
          <Button
            disabled={pending}
            aria-describedby={title}
            onClick={() =>
              void run(() => dismissPersonAction(slug, input), { success: t.done.dismiss(name), refresh: true })
            }
          >
            {t.notNow}
          </Button>
          <Button
            variant="primary"
            pending={pending}
            aria-describedby={title}
            onClick={() =>
              void run(() => allowPersonAction(slug, input), { success: t.done.allow(name), refresh: true })
            }
          >
            {t.allow}
          </Button>
        </div>
      ) : (
        <p className="text-small text-muted">{t.deciders}</p>
      )}
    </Card>
  );
}

function TimeLeft({ until }: { until: string }) {
  const now = useNow(TICK_MS);
  if (now === null) return null;
  const minutes = Math.ceil((Date.parse(until) - now) / 60_000);
  return <>{minutes > 0 ? t.minutesLeft(new Intl.NumberFormat().format(minutes)) : t.runOut}</>;
}
