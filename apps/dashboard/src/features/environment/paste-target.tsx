'use client';

import { FileText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';

const t = texts.environment.file;
const FILE_BYTES = 1_048_576;

type Props = {
  error: string | undefined;
  /** The whole text, and whether it came by the clipboard. It is shown nowhere. */
  onText: (text: string, from: 'clipboard' | 'file') => void;
  onError: (message: string) => void;
};

/** Takes a .env file by paste, drop or choice. What comes in never stands in the field, not even masked. */
export function PasteTarget({ error, onText, onError }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => input.current?.focus(), []);
  async function takeFile(file: File | undefined) {
    if (!file) return;
    if (file.size > FILE_BYTES) return onError(t.tooLarge);
    const text = await file.text().catch(() => null);
    if (text === null) return onError(t.unreadable);
    onText(text, 'file');
  }
  return (
    <div
      className={cn(
        'grid gap-3 rounded-control border border-dashed border-line-strong p-4 transition-colors duration-150',
        over && 'border-primary bg-soft',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) void takeFile(file);
        else onText(event.dataTransfer.getData('text/plain'), 'clipboard');
      }}
    >
      <Field label={t.target} hint={t.targetHint} error={error}>
        {(control) => (
          <SecretInput
            ref={input}
            onPaste={(event) => {
              event.preventDefault();
              const file = event.clipboardData.files[0];
              if (file) void takeFile(file);
              else onText(event.clipboardData.getData('text/plain'), 'clipboard');
            }}
            onChange={(event) => {
              // A keyboard that inserts by itself; one line is all that such a field takes.
              const text = event.target.value;
              event.target.value = '';
              if (text.includes('=')) onText(text, 'clipboard');
              else onError(t.typing);
            }}
            {...control}
          />
        )}
      </Field>
      <label className="inline-flex h-10 cursor-pointer items-center gap-2 justify-self-start rounded-control border border-line bg-card px-4 font-semibold hover:border-line-strong focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-primary [&_svg]:size-4">
        <FileText aria-hidden />
        {t.choose}
        <input
          type="file"
          className="sr-only"
          onChange={(event) => {
            void takeFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
    </div>
  );
}
