'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { texts } from '@/texts/index.ts';
import { Button } from './button.tsx';

const SHOWN_MS = 2_000;

/** Copies what `text` gives and says so. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      toast.error(texts.common.copyFailed);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  }
  return (
    <Button size="small" onClick={() => void copy()}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{copied ? texts.common.copied : label}</span>
    </Button>
  );
}
