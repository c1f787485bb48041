'use client';

import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { moreEventsAction } from './actions.ts';
import type { EventLine } from './event-line.ts';
import { EventRows } from './event-rows.tsx';
import type { AuditFilters } from './filters.ts';
import { FullRecord } from './full-record.tsx';

const t = texts.audit;

type Props = {
  first: readonly EventLine[];
  firstCursor: string | null;
  filters: AuditFilters;
  empty: ReactNode;
  /** Newer than the first, as they come. */
  fresh?: readonly EventLine[];
};

/** Events newest first; older ones by a button, the full record by a row. */
export function AuditTable({ first, firstCursor, filters, empty, fresh = [] }: Props) {
  const { slug } = useOrganisation();
  const [older, setOlder] = useState<EventLine[]>([]);
  const [cursor, setCursor] = useState(firstCursor);
  const [shown, setShown] = useState<EventLine | null>(null);
  const { pending, run } = useAction();
  const known = new Set(first.map(({ id }) => id));
  const events = [...fresh.filter(({ id }) => !known.has(id)), ...first, ...older];
  async function loadMore() {
    if (cursor === null) return;
    const result = await run(() => moreEventsAction(slug, { before: cursor, filters }));
    if (!result?.ok) return;
    setOlder((now) => [...now, ...result.value.events]);
    setCursor(result.value.nextCursor);
  }
  if (events.length === 0) return typeof empty === 'string' ? <Card className="text-muted">{empty}</Card> : empty;
  return (
    <>
      <EventRows events={events} onOpen={setShown} />
      <div className="mt-4 flex min-h-10 items-center gap-4">
        {cursor !== null && (
          <Button pending={pending} onClick={() => void loadMore()}>
            {t.more}
          </Button>
        )}
        <p className="text-small text-muted" aria-live="polite">
          {cursor === null ? t.end(events.length) : older.length > 0 ? t.shown(events.length) : ''}
        </p>
      </div>
      <FullRecord event={shown} onClose={() => setShown(null)} />
    </>
  );
}
