'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment;

/** Asks once before every line of the draft is gone. */
export function DiscardDraft({ pending, onDiscard }: { pending: boolean; onDiscard: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t.discard}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.discardTitle} description={t.discardText}>
        <DialogButtons
          confirm={t.discard}
          variant="destroy"
          pending={pending}
          onCancel={() => setOpen(false)}
          onConfirm={onDiscard}
        />
      </Dialog>
    </>
  );
}
