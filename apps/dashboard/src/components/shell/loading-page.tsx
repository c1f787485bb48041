import { Skeleton } from '@/components/ui/skeleton.tsx';
import { texts } from '@/texts/index.ts';

/** Grey blocks while a page is read. */
export function LoadingPage() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{texts.common.loading}</span>
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-22" />
      <Skeleton className="h-22" />
    </div>
  );
}
