import type { support } from '@clawberth/core';
import Link from 'next/link';
import { Card } from '@/components/ui/card.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { LeaveButton } from './leave-button.tsx';

const t = texts.support;

/** One's own visits that are not over; nothing without any. */
export function OpenVisits({ visits }: { visits: support.VisitView[] }) {
  if (visits.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="text-lead font-bold">{t.visits}</h2>
      {visits.map(({ id, organisation, reason, expiresAt }) => (
        <Card key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-64">
            <Link
              href={`/o/${organisation.slug}/audit`}
              className="font-semibold break-words text-primary underline-offset-4 hover:underline"
            >
              {organisation.name}
            </Link>
            <p className="break-words">{reason}</p>
            <p className="text-small text-muted">
              {t.ends} <Time at={expiresAt.toISOString()} style="minute" />, <Time at={expiresAt.toISOString()} />
            </p>
          </div>
          <LeaveButton visitId={id} name={organisation.name} />
        </Card>
      ))}
    </section>
  );
}
