'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.team;

/** The link, once. */
export function InvitationLink({ link, onDone }: { link: string; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  // The form that held the focus has just gone.
  useEffect(() => input.current?.focus(), []);
  return (
    <div className="grid gap-4">
      <Field label={t.linkLabel}>
        {(control) => (
          <Input
            ref={input}
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
            className="font-mono text-small"
            {...control}
          />
        )}
      </Field>
      <div className="flex items-center justify-between gap-2.5">
        <CopyButton label={t.copyLink} text={() => link} />
        <Button variant="primary" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
