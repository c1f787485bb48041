'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment;

/** A plain value, hidden until it is asked for: somebody may be looking over the shoulder. */
export function HiddenValue({ name, value }: { name: string; value: string }) {
  const [shown, setShown] = useState(false);
  return (
    <span className="inline-flex max-w-full min-w-0 flex-wrap items-center gap-x-2">
      {shown ? (
        <span className="font-mono text-small break-all whitespace-pre-wrap">{value === '' ? t.empty : value}</span>
      ) : (
        <>
          <span aria-hidden className="font-mono text-muted">
            ••••••••
          </span>
          <span className="sr-only">{t.hidden}</span>
        </>
      )}
      <Button
        variant="quiet"
        size="text"
        className="text-small"
        aria-label={shown ? t.hideOf(name) : t.showOf(name)}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        {shown ? t.hide : t.show}
      </Button>
    </span>
  );
}
