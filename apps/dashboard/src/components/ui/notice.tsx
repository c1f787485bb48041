import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn.ts';

const TONES = {
  info: { box: 'bg-soft text-ink', icon: 'text-primary', Icon: Info },
  good: { box: 'bg-good-soft text-ink', icon: 'text-good', Icon: CircleCheck },
  warn: { box: 'bg-warn-soft text-ink', icon: 'text-warn', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-ink', icon: 'text-bad', Icon: CircleAlert },
} as const;

/** A tinted box with something that the reader should know; `bad` ones interrupt a screen reader. */
export function Notice({ tone = 'info', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  const { box, icon, Icon } = TONES[tone];
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={cn('flex gap-3 rounded-control px-4 py-3', box)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4.5 shrink-0', icon)} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
