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

type Props = { tone: PillTone; dot?: boolean; pulse?: boolean; small?: boolean; children: ReactNode };

/** A word of state, with its colour and, where it is a live state, a dot. */
export function Pill({ tone, dot = false, pulse = false, small = false, children }: Props) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 rounded-full text-small font-semibold whitespace-nowrap',
        small ? 'px-2' : 'px-3 py-1',
        TONES[tone],
      )}
    >
      {dot && <span aria-hidden className={cn('size-2 rounded-full bg-current', pulse && 'pulse-dot')} />}
      {children}
    </span>
  );
}
