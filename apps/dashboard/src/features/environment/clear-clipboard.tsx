'use client';

import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment.file;

/** Offers to empty the clipboard after a paste, where the browser has a way to. */
export function ClearClipboard({ onDone }: { onDone: () => void }) {
  async function clear() {
    try {
      await navigator.clipboard.writeText('');
      toast.success(t.cleared);
    } catch {
      toast.error(t.notCleared);
    }
    onDone();
  }
  return (
    <Notice>
      <p>{t.clearText}</p>
      <Button size="small" className="mt-2" onClick={() => void clear()}>
        {t.clear}
      </Button>
    </Notice>
  );
}
