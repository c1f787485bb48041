'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { EventLine } from './event-line.ts';
import { Sentence } from './sentence.tsx';

const t = texts.audit;

/** All that the log holds of one event. */
export function FullRecord({ event, onClose }: { event: EventLine | null; onClose: () => void }) {
  return (
    <Dialog open={event !== null} onOpenChange={(open) => !open && onClose()} title={t.details} className="max-w-2xl">
      {event && (
        <>
          <p>
            <Sentence parts={event.parts} />
          </p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 text-small">
            {rows(event).map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-muted">{label}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
          <Button className="justify-self-end" onClick={onClose}>
            {texts.common.close}
          </Button>
        </>
      )}
    </Dialog>
  );
}

function rows(event: EventLine): [string, ReactNode][] {
  const { actor, target } = event;
  const role = actor.role ? `, ${texts.common.roles[actor.role]}` : '';
  return [
    [t.fields.at, <Time key="at" at={event.occurredAt} style="exact" />],
    [t.fields.action, t.actions[event.action] ?? event.action],
    [t.result, t.results[event.result]],
    [t.fields.actor, `${actor.name}${role}`],
    [t.fields.target, [target.type, target.name].filter(Boolean).join(' ')],
    [t.fields.ip, event.ip ?? t.nothing],
    [t.fields.userAgent, event.userAgent ?? t.nothing],
    [t.fields.before, json(event.before)],
    [t.fields.after, json(event.after)],
    [
      t.fields.correlation,
      <code key="correlation" className="font-mono">
        {event.correlationId}
      </code>,
    ],
    [
      t.fields.id,
      <code key="id" className="font-mono">
        {event.id}
      </code>,
    ],
  ];
}

function json(value: EventLine['before']): ReactNode {
  if (value === null) return t.nothing;
  return (
    <pre className="overflow-x-auto rounded-control bg-paper p-2.5 font-mono whitespace-pre-wrap">
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
