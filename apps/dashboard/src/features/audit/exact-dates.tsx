'use client';

import { useEffect, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';
import { fromLocalInput, toLocalInput } from './local-time.ts';
import { useFilterQuery } from './use-filter-query.ts';

const t = texts.audit;

/** A beginning and an end to the minute, in the reader's own zone; either may be left open. */
export function ExactDates() {
  const { query, change, pending } = useFilterQuery();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [zone, setZone] = useState('');
  const [problem, setProblem] = useState<string>();
  const [first, last] = [query.get('from') ?? undefined, query.get('to') ?? undefined];
  // The server does not know the reader's zone.
  useEffect(() => {
    setFrom(toLocalInput(first));
    setTo(toLocalInput(last));
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, [first, last]);
  function apply(event: FormEvent) {
    event.preventDefault();
    const [begin, end] = [fromLocalInput(from) ?? '', fromLocalInput(to) ?? ''];
    const turned = begin !== '' && end !== '' && begin >= end;
    setProblem(turned ? t.datesTurned : undefined);
    if (!turned) change({ from: begin, to: end, range: '' });
  }
  return (
    <form onSubmit={apply} className="grid gap-2 rounded-card border border-line bg-card p-4" aria-label={t.exactDates}>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t.from}>
          {(control) => (
            <Input
              type="datetime-local"
              className="w-60"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
              {...control}
            />
          )}
        </Field>
        <Field label={t.to}>
          {(control) => (
            <Input
              type="datetime-local"
              className="w-60"
              value={to}
              onChange={(event) => setTo(event.target.value)}
              {...control}
            />
          )}
        </Field>
        <Button type="submit" className="h-11" pending={pending}>
          {t.showDates}
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-small font-medium text-bad">
          {problem}
        </p>
      )}
      <p className="text-small text-muted">{zone && t.zone(zone)}</p>
    </form>
  );
}
