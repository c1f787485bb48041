'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';
import { StepList, type Step } from './step-list.tsx';

/** Stands where the form was: what has happened, and what may be left to do. */
export function SwapDone({ steps, onClose }: { steps: readonly Step[]; onClose: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  // The field that held the focus has just gone.
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <StepList steps={steps} />
      <Button ref={button} className="justify-self-end" onClick={onClose}>
        {texts.keys.done}
      </Button>
    </div>
  );
}
