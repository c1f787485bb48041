'use client';

import { useEffect, useState } from 'react';

/** The browser's clock in milliseconds, read anew every `everyMs`; null before the first paint in the browser. */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
