'use client';

import type { bot } from '@clawberth/core';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Facts } from '@/components/ui/facts.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { CardTitle } from './card-title.tsx';
import { RenewDialog } from './renew-dialog.tsx';
import { RotationBadge, dueFacts, rotationReason } from './rotation-badge.tsx';

const t = texts.keys.inner;

type Props = { policy: bot.KeysView['policy']; tokens: Wire<bot.KeysView>['innerTokens'] };

/** The tokens that nobody ever sees: how old they are, and a way to have new ones made. */
export function InnerTokensCard({ policy, tokens: { setAt, rotation, renewing } }: Props) {
  const maySet = useMay('secret:manage');
  const [asking, setAsking] = useState(false);
  return (
    <Card className="grid gap-3">
      <CardTitle
        title={t.title}
        badge={
          <span aria-live="polite">
            {renewing ? (
              <Pill tone="active" dot pulse>
                {t.renewing}
              </Pill>
            ) : (
              <RotationBadge rotation={rotation} />
            )}
          </span>
        }
      />
      <p className="text-muted">{t.text}</p>
      <Facts
        facts={[{ label: t.made, value: <Time at={setAt} /> }, ...(renewing ? [] : dueFacts(rotation))]}
        className="grid-cols-[auto_1fr] gap-x-6 gap-y-1"
      />
      {renewing && <Notice>{t.renewingText}</Notice>}
      {!renewing && rotation.state === 'due' && <Notice tone="warn">{rotationReason(rotation, policy)}</Notice>}
      {maySet && (
        <Button className="mt-1 justify-self-start" disabled={renewing} onClick={() => setAsking(true)}>
          {t.renew}
        </Button>
      )}
      <RenewDialog open={asking} onOpenChange={setAsking} />
    </Card>
  );
}
