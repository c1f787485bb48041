'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { moreEventsAction } from './actions.ts';
import { AuditRow } from './audit-row.tsx';
import type { EventLine } from './event-line.ts';
import type { AuditFilters } from './filters.ts';
import { FullRecord } from './full-record.tsx';

const t = texts.audit;

type Props = { first: EventLine[]; firstCursor: string | null; filters: AuditFilters; emptyText: string };

/** Events newest first; more of them by a button, the full record by a row. */
export function AuditTable({ first, firstCursor, filters, emptyText }: Props) {
  const { slug } = useOrganisation();
  const [older, setOlder] = useState<EventLine[]>([]);
  const [cursor, setCursor] = useState(firstCursor);
  const [shown, setShown] = useState<EventLine | null>(null);
  const { pending, run } = useAction();
  const events = [...first, ...older];
  async function loadMore() {
    if (cursor === null) return;
    const result = await run(() => moreEventsAction(slug, { before: cursor, filters }));
    if (!result?.ok) return;
    setOlder((now) => [...now, ...result.value.events]);
    setCursor(result.value.nextCursor);
  }
  if (events.length === 0) return <Card className="text-muted">{emptyText}</Card>;
  return (
    <>
      <div className="overflow-hidden rounded-card border border-line bg-card px-2">
        <table className="w-full border-collapse text-left max-md:block">
          <thead className="max-md:sr-only">
            <tr className="text-small text-muted">
              <th scope="col" className="px-3 py-3 font-medium">
                {t.when}
              </th>
              <th scope="col" className="px-3 py-3 font-medium">
                {t.who}
              </th>
              <th scope="col" className="px-3 py-3 font-medium">
                {t.what}
              </th>
              <th scope="col" className="px-3 py-3 font-medium">
                {t.result}
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {events.map((event) => (
              <AuditRow key={event.id} event={event} onOpen={() => setShown(event)} />
            ))}
          </tbody>
        </table>
      </div>
      {cursor !== null && (
        <div className="mt-4">
          <Button pending={pending} onClick={() => void loadMore()}>
            {t.more}
          </Button>
        </div>
      )}
      <FullRecord event={shown} onClose={() => setShown(null)} />
    </>
  );
}
