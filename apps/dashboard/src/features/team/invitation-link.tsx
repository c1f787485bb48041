'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import { MailboxLink } from './mailbox-link.tsx';
import type { LetterWay } from './team-page.tsx';

const t = texts.team;

/** A link just made; `letterTo` where a letter with it was queued. */
export type MadeLink = { link: string; letterTo: string | null };

/** The link, once, and what becomes of its letter. */
export function InvitationLink({ made, letters, onDone }: { made: MadeLink; letters: LetterWay; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const { link, letterTo } = made;
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
      {letterTo !== null && letters !== 'none' && (
        <Notice>
          <span className="break-words">
            {letters === 'sent' ? t.letterGoes(letterTo) : t.letterInMailbox(letterTo)}{' '}
          </span>
          {letters === 'mailbox' && <MailboxLink />}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2.5">
        <CopyButton label={t.copyLink} text={() => link} />
        <Button variant="primary" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
