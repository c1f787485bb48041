'use client';

import { useTransition } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.bot.personality;

/** Somebody else was first. What was typed stays on the screen until the reader loads the newer settings. */
export function Conflict({ onLoad }: { onLoad: () => void | Promise<void> }) {
  const [pending, startTransition] = useTransition();
  return (
    <Notice tone="warn">
      <p>{t.conflict}</p>
      <Button className="mt-3" pending={pending} onClick={() => startTransition(onLoad)}>
        {t.loadNewer}
      </Button>
    </Notice>
  );
}
