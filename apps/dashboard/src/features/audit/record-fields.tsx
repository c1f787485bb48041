'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { DiffTable } from './diff-table.tsx';
import type { EventRecord } from './event-line.ts';

const t = texts.audit;
/** In the order in which one asks; the names are those of the export. */
const FIELDS = [
  'timestamp',
  'level',
  'event',
  'result',
  'user_name',
  'user_role',
  'actor_type',
  'user',
  'agent_id',
  'target_type',
  'target_name',
  'target_id',
  'tool',
  'path',
  'ip',
  'user_agent',
  'organisation',
  'request_id',
  'sequence',
  'previous_hash',
] as const satisfies readonly (keyof EventRecord['record'])[];

/** Every field of the record by the name that it has in an export, what changed, and whether its hash fits. */
export function RecordFields({ found }: { found: EventRecord }) {
  const { slug } = useOrganisation();
  const { event, record, hash, intact } = found;
  return (
    <>
      <DiffTable before={event.before} after={event.after} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-small max-sm:grid-cols-1 max-sm:gap-y-0">
        {FIELDS.map((name) => (
          <Field key={name} name={name}>
            {name === 'timestamp' ? (
              <>
                {String(record.timestamp)}
                <span className="block font-sans text-muted">
                  <Time at={event.occurredAt} style="exact" />
                </span>
              </>
            ) : (
              show(record[name])
            )}
          </Field>
        ))}
        <Field name="hash">{show(hash)}</Field>
      </dl>
      {intact ? (
        <p className="text-small text-muted">{hash === null ? t.intactMasked : t.intact}</p>
      ) : (
        <Notice tone="bad">{t.broken}</Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <CopyButton label={t.copyJson} text={() => JSON.stringify({ ...record, hash }, null, 2)} />
        <Link
          href={`/o/${slug}/audit?search=${event.correlationId}`}
          className="font-semibold text-primary underline-offset-4 hover:underline"
        >
          {t.sameRequest}
        </Link>
      </div>
    </>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="font-mono text-muted">{name}</dt>
      <dd className="min-w-0 font-mono break-words max-sm:mb-1.5">{children}</dd>
    </div>
  );
}

function show(value: unknown): string {
  if (value === null) return t.nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
