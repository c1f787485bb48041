import type { ReactNode } from 'react';
import { StepMark, type StepStatus } from '@/components/ui/step-mark.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';

const t = texts.keys;

export type Step = { label: ReactNode; detail?: ReactNode; status: StepStatus };

/** What happens, step by step, as it happens; told politely to who cannot see it. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  return (
    <ol aria-label={t.stepsLabel} aria-live="polite" className="grid gap-3">
      {steps.map(({ label, detail, status }, index) => (
        <li key={index} className="flex items-start gap-3" aria-current={status === 'active' ? 'step' : undefined}>
          <StepMark status={status} number={index + 1} />
          <div className="min-w-0">
            <p className={cn('font-medium break-words', status === 'waiting' && 'text-muted')}>
              {label}
              <span className="sr-only">, {t.stepStatus[status]}</span>
            </p>
            {detail && <p className="text-small text-muted">{detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
