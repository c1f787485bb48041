import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn.ts';
import type { CheckState } from '@/lib/use-check.ts';

type Props<Facts> = {
  state: CheckState<Facts>;
  /** Said before the check, and again where the message at the field says what was wrong. */
  idle: string;
  checking: string;
  className?: string;
  children: (facts: Facts) => ReactNode;
};

/** How a check outside goes on, told as it does: before, under way, and what was found. */
export function CheckOutcome<Facts>({ state, idle, checking, className, children }: Props<Facts>) {
  return (
    <div aria-live="polite" className={cn('grid content-start gap-2', className)}>
      {(state.status === 'idle' || state.status === 'bad') && <p className="text-small text-muted">{idle}</p>}
      {state.status === 'checking' && (
        <p className="flex items-center gap-2 py-2 text-muted">
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
          {checking}
        </p>
      )}
      {state.status === 'good' && children(state.value)}
    </div>
  );
}
