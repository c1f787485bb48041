'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog.tsx';
import { texts } from '@/texts/index.ts';
import { InvitationLink } from './invitation-link.tsx';
import { InviteForm } from './invite-form.tsx';

const t = texts.team;

/** First the form, then the link, which exists on this screen only. */
export function InviteDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const [link, setLink] = useState<string | null>(null);
  function change(next: boolean) {
    onOpenChange(next);
    if (next) return;
    setLink(null);
    router.refresh();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={link === null ? t.inviteTitle : t.linkTitle}
      description={link === null ? t.inviteText : t.linkText}
    >
      {link === null ? (
        <InviteForm onCancel={() => change(false)} onLink={setLink} />
      ) : (
        <InvitationLink link={link} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}
