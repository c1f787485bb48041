'use client';

import { ArrowUp } from 'lucide-react';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { LostNotice } from '@/components/ui/lost-notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { AuditTable } from './audit-table.tsx';
import type { EventLine } from './event-line.ts';
import { writeFilters, type AuditFilters } from './filters.ts';
import { useTail } from './use-tail.ts';

const t = texts.audit;
/** Scrolled down further than this, the reader reads what stands there. */
const SCROLLED_PX = 200;

type Props = {
  first: readonly EventLine[];
  firstCursor: string | null;
  filters: AuditFilters;
  empty: ReactNode;
  /** The sequence number that the page was made at. */
  newest: string;
};

/** The log with new events as they come, where the reader wants them: also after another choice of filters. */
export function LiveLog(props: Props) {
  const [on, setOn] = useState(false);
  return <FollowedLog key={`${JSON.stringify(props.filters)} ${props.newest}`} on={on} onSwitch={setOn} {...props} />;
}

function FollowedLog({
  on,
  onSwitch,
  newest,
  filters,
  ...table
}: Props & { on: boolean; onSwitch: (on: boolean) => void }) {
  const { slug } = useOrganisation();
  const box = useRef<HTMLDivElement>(null);
  // While the pointer or the focus is on the events, or the reader has scrolled down, nothing moves.
  const held = useCallback(
    () => window.scrollY > SCROLLED_PX || (box.current?.matches(':hover, :focus-within') ?? false),
    [],
  );
  const query = writeFilters(filters).toString();
  const address = useCallback((after: string) => `/api/o/${slug}/audit/tail?after=${after}&${query}`, [slug, query]);
  const { fresh, waiting, show, lost } = useTail(address, { on, newest, held });
  function showWaiting() {
    show();
    window.scrollTo({ top: 0 });
  }
  return (
    <>
      <div className="mb-3 flex min-h-10 flex-wrap items-center gap-x-5 gap-y-2">
        <label className="flex cursor-pointer items-center gap-2 font-medium">
          <input
            type="checkbox"
            role="switch"
            className="size-4.5 accent-primary"
            checked={on}
            aria-checked={on}
            onChange={(event) => onSwitch(event.target.checked)}
          />
          {t.live}
        </label>
        {on && <span className="text-small text-muted max-sm:hidden">{t.liveHint}</span>}
        {waiting.length > 0 && (
          <Button size="small" className="sticky top-3 z-10" onClick={showWaiting}>
            <ArrowUp aria-hidden />
            {t.showWaiting(waiting.length)}
          </Button>
        )}
        <span className="sr-only" role="status">
          {on ? t.announce(fresh.length, waiting.length) : ''}
        </span>
      </div>
      <LostNotice lost={lost} />
      <div ref={box}>
        <AuditTable filters={filters} fresh={fresh} {...table} />
      </div>
    </>
  );
}
