'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import { texts } from '@/texts/index.ts';
import { PasswordForm } from './password-form.tsx';
import { useProofMeans } from './proof-context.tsx';

const t = texts.ownAccount.password;

/** Changes the password, or sets a first one. */
export function PasswordCard() {
  const { hasPassword } = useProofMeans();
  const [open, setOpen] = useState(false);
  const { ref, giveBack } = useReturnFocus();
  function close() {
    giveBack();
    setOpen(false);
  }
  return (
    <Card className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-bold">{t.title}</h2>
          <p className="text-small text-muted">{hasPassword ? t.has : t.hasNone}</p>
        </div>
        {!open && (
          <Button ref={ref} onClick={() => setOpen(true)}>
            {hasPassword ? t.change : t.set}
          </Button>
        )}
      </div>
      {open && <PasswordForm onClose={close} />}
    </Card>
  );
}
