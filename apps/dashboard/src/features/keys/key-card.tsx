'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import { ReplaceForm } from './replace-form.tsx';

const t = texts.bot.keys;

export type KeyCardProps = {
  title: string;
  known: { fingerprint: string; setAt: string } | null;
  about: string | null;
  /** Said where there is no such secret. */
  absent: string;
  replaceLabel: string;
  fieldLabel: string;
  /** Said while the new secret is being checked. */
  waiting: string;
  /** The field's name in the server's messages. */
  field: string;
  onReplace: (secret: string) => Promise<ActionResult<unknown>>;
};

/** One sealed secret: its fingerprint, when it was set, and the form that replaces it. */
export function KeyCard(props: KeyCardProps) {
  const { title, known, about, absent, replaceLabel } = props;
  const [replacing, setReplacing] = useState(false);
  const mayConfigure = useMay('bot:configure');
  return (
    <Card className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-bold">{title}</h2>
          {about && <p className="text-muted">{about}</p>}
        </div>
        {known && mayConfigure && !replacing && (
          <Button aria-label={replaceLabel} onClick={() => setReplacing(true)}>
            {t.replace}
          </Button>
        )}
      </div>
      {known ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          <dt className="text-muted">{t.fingerprint}</dt>
          <dd className="font-mono text-small leading-6">{known.fingerprint}</dd>
          <dt className="text-muted">{t.setAt}</dt>
          <dd>
            <Time at={known.setAt} />
          </dd>
        </dl>
      ) : (
        <p className="text-muted">{absent}</p>
      )}
      {known && !mayConfigure && <p className="text-small text-muted">{texts.common.viewerReason}</p>}
      {replacing && <ReplaceForm {...props} onClose={() => setReplacing(false)} />}
    </Card>
  );
}
