'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Reads the page's data anew whenever `seen` has changed since it was rendered first. */
export function useRefreshWith(seen: string): void {
  const router = useRouter();
  const shown = useRef(seen);
  useEffect(() => {
    if (shown.current === seen) return;
    shown.current = seen;
    router.refresh();
  }, [router, seen]);
}
