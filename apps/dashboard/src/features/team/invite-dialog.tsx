'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog.tsx';
import { texts } from '@/texts/index.ts';
import { InvitationLink, type MadeLink } from './invitation-link.tsx';
import { InviteForm } from './invite-form.tsx';
import type { BotName, LetterWay } from './team-page.tsx';

const t = texts.team;

type Props = { bots: BotName[]; letters: LetterWay; open: boolean; onOpenChange: (open: boolean) => void };

/** First the form, then the link, which exists on this screen only. */
export function InviteDialog({ bots, letters, open, onOpenChange }: Props) {
  const router = useRouter();
  const [made, setMade] = useState<MadeLink | null>(null);
  function change(next: boolean) {
    onOpenChange(next);
    if (next) return;
    setMade(null);
    router.refresh();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={made === null ? t.inviteTitle : t.linkTitle}
      description={made === null ? t.inviteText : t.linkText}
    >
      {made === null ? (
        <InviteForm bots={bots} letters={letters} onCancel={() => change(false)} onLink={setMade} />
      ) : (
        <InvitationLink made={made} letters={letters} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}
