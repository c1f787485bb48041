'use client';

import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';

/** What stands where a page failed. The digest finds the cause in the server's log. */
export function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="grid max-w-prose justify-items-start gap-4 py-10">
      <h1 className="text-title font-bold">{texts.errors.brokenTitle}</h1>
      <p className="text-muted">{texts.errors.brokenText}</p>
      {error.digest && <p className="text-small text-muted">{texts.errors.brokenNumber(error.digest)}</p>}
      <Button variant="primary" onClick={reset}>
        {texts.errors.tryAgain}
      </Button>
    </div>
  );
}
