'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import { KeyFacts, type Known } from './key-facts.tsx';
import { ReplaceForm } from './replace-form.tsx';

const t = texts.bot.keys;

export type KeyCardProps = {
  title: string;
  known: Known | null;
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
  const { ref, giveBack } = useReturnFocus();
  const maySet = useMay('secret:manage');
  function close() {
    giveBack();
    setReplacing(false);
  }
  return (
    <Card className="grid gap-3">
      <div>
        <h2 className="font-bold">{title}</h2>
        {about && <p className="text-muted">{about}</p>}
      </div>
      {known ? <KeyFacts known={known} labels={[t.fingerprint, t.setAt]} /> : <p className="text-muted">{absent}</p>}
      {known && maySet && !replacing && (
        <Button ref={ref} className="mt-1 justify-self-start" onClick={() => setReplacing(true)}>
          {replaceLabel}
        </Button>
      )}
      {known && !maySet && <p className="text-small text-muted">{t.onlyAdmins}</p>}
      {replacing && <ReplaceForm {...props} onClose={close} />}
    </Card>
  );
}
