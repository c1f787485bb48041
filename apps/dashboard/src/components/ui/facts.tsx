import type { ReactNode } from 'react';
import { cn } from '@/lib/cn.ts';

export type Fact = { label: string; value: ReactNode };

/** Labels beside their values. `className` sets the columns and gaps. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className: string }) {
  return (
    <dl className={cn('grid', className)}>
      {facts.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
