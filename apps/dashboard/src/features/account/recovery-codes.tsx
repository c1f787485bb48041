'use client';

import { Download } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.ownAccount.setUp;

type Props = { codes: string[]; email: string; onStored: () => void };

/** The codes, this once. Nobody goes on before they say that they have them. */
export function RecoveryCodes({ codes, email, onStored }: Props) {
  const [stored, setStored] = useState(false);
  const box = useId();
  function download() {
    const text = `${t.fileTitle(email)}\n\n${codes.join('\n')}\n`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = t.fileName;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <div className="grid gap-4">
      <ul
        aria-label={t.codesLabel}
        className="grid gap-1 rounded-control bg-quiet-soft/50 px-4 py-3.5 font-mono text-small tabular-nums"
      >
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2.5">
        <CopyButton label={t.copyCodes} text={() => codes.join('\n')} />
        <Button size="small" onClick={download}>
          <Download aria-hidden />
          {t.downloadCodes}
        </Button>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <label htmlFor={box} className="flex items-center gap-2.5 font-semibold">
          <input
            id={box}
            type="checkbox"
            className="size-4.5 accent-primary"
            checked={stored}
            onChange={(event) => setStored(event.target.checked)}
          />
          {t.stored}
        </label>
        <Button variant="primary" disabled={!stored} onClick={onStored}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
