import { Check, X } from 'lucide-react';
import { cn } from '@/lib/cn.ts';

export type StepStatus = 'waiting' | 'active' | 'done' | 'failed';

const LOOKS: Readonly<Record<StepStatus, string>> = {
  waiting: 'bg-quiet-soft/70 text-muted',
  active: 'bg-primary text-on-primary',
  done: 'bg-good-soft text-good',
  failed: 'bg-bad-soft text-bad',
};

/** The mark of one of several steps; decoration only, its state must stand in words as well. */
export function StepMark({ status, number }: { status: StepStatus; number: number }) {
  return (
    <span
      aria-hidden
      className={cn(
        'mt-px inline-flex size-[22px] shrink-0 items-center justify-center rounded-full text-small font-bold',
        LOOKS[status],
      )}
    >
      {status === 'done' && <Check className="size-3.5" />}
      {status === 'failed' && <X className="size-3.5" />}
      {status === 'active' && <span className="pulse-dot size-1.5 rounded-full bg-current" />}
      {status === 'waiting' && number}
    </span>
  );
}
