'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { networkFailure } from '@/lib/use-action.ts';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import { fullRecordAction } from './actions.ts';
import type { EventLine, EventRecord } from './event-line.ts';
import { RecordFields } from './record-fields.tsx';
import { Sentence } from './sentence.tsx';

const t = texts.audit;

/** All that the log holds of one event. */
export function FullRecord({ event, onClose }: { event: EventLine | null; onClose: () => void }) {
  const [round, setRound] = useState(0);
  return (
    <Dialog open={event !== null} onOpenChange={(open) => !open && onClose()} title={t.details} className="max-w-2xl">
      {event && (
        <>
          <p>
            <strong>{event.actor.name}</strong>: <Sentence parts={event.parts} />
          </p>
          <LoadedRecord key={`${event.id} ${round}`} sequence={event.id} again={() => setRound(round + 1)} />
          <Button className="justify-self-end" onClick={onClose}>
            {texts.common.close}
          </Button>
        </>
      )}
    </Dialog>
  );
}

function LoadedRecord({ sequence, again }: { sequence: string; again: () => void }) {
  const { slug } = useOrganisation();
  const [result, setResult] = useState<ActionResult<EventRecord> | null>(null);
  useEffect(() => {
    let gone = false;
    void fullRecordAction(slug, { sequence })
      .catch(networkFailure)
      .then((answer) => gone || setResult(answer));
    return () => {
      gone = true;
    };
  }, [slug, sequence]);
  if (result?.ok) return <RecordFields found={result.value} />;
  if (result)
    return (
      <div className="grid justify-items-start gap-3">
        <Notice tone="bad">{result.message}</Notice>
        <Button onClick={again}>{t.tryAgain}</Button>
      </div>
    );
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">{texts.common.loading}</span>
      <Skeleton className="h-6" />
      <Skeleton className="h-40" />
    </div>
  );
}
