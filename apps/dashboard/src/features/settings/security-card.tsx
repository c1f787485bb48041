'use client';

import type { organisation } from '@clawberth/core';
import { useState } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import { texts } from '@/texts/index.ts';
import { DemandDialog } from './demand-dialog.tsx';
import { OwnFirst } from './own-first.tsx';

const t = texts.settings.security;

type Props = {
  required: boolean;
  /** Members who could not enter until they set one up. */
  without: organisation.MemberWithoutSecondFactor[];
  /** The reader's own: only who has signed in with one may demand it. */
  own: 'none' | 'not_shown' | 'shown';
};

/** Whether the organisation asks all of its members for a second factor. */
export function SecurityCard({ required, without, own }: Props) {
  const [asking, setAsking] = useState(false);
  const mayTurnOn = own === 'shown';
  return (
    <Card className="grid gap-3">
      <h2 className="font-bold">{t.title}</h2>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="font-semibold">{t.label}</p>
          <p className="text-small text-muted">{t.text}</p>
        </div>
        <Switch label={t.label} checked={required} disabled={!required && !mayTurnOn} onClick={() => setAsking(true)} />
      </div>
      <p className="text-small text-muted">{required ? t.on : t.off}</p>
      {!required && !mayTurnOn && <OwnFirst own={own} />}
      <DemandDialog required={required} without={without} open={asking} onOpenChange={setAsking} />
    </Card>
  );
}
