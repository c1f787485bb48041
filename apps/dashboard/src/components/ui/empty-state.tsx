import type { ReactNode } from 'react';
import { Card } from './card.tsx';

/** Stands where a list would be, and teaches its first step. */
export function EmptyState({
  icon,
  title,
  text,
  children,
}: {
  icon?: ReactNode;
  title: string;
  text: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Card className="grid justify-items-start gap-3 p-8 max-sm:p-5">
      {icon && (
        <span className="inline-flex size-11 items-center justify-center rounded-[12px] bg-soft text-primary [&_svg]:size-5">
          {icon}
        </span>
      )}
      <h2 className="text-lead font-bold">{title}</h2>
      <div className="max-w-prose text-muted">{text}</div>
      {children}
    </Card>
  );
}
