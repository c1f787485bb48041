import { cn } from '@/lib/cn.ts';

/** A quiet block where content is about to stand. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('rounded-control bg-quiet-soft/70 pulse-dot', className)} />;
}
