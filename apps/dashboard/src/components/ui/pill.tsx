import type { ReactNode } from 'react';
import { cn } from '@/lib/cn.ts';

const TONES = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  quiet: 'bg-quiet-soft text-quiet-ink',
  active: 'bg-soft text-primary',
} as const;
export type PillTone = keyof typeof TONES;

/** A word of state, with its colour and, where it is a live state, a dot. */
export function Pill({ tone, dot = false, pulse = false, children }: { tone: PillTone; dot?: boolean; pulse?: boolean; children: ReactNode }) {
  return (
    <span className={cn('inline-flex items-center gap-2 rounded-full px-3 py-1 text-small font-semibold whitespace-nowrap', TONES[tone])}>
      {dot && <span aria-hidden className={cn('size-2 rounded-full bg-current', pulse && 'pulse-dot')} />}
      {children}
    </span>
  );
}
