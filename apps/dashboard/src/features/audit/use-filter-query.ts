'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useTransition } from 'react';

/** The filters of the address. `change` sets what is given and takes away what is empty; `pending` while the log is read. */
export function useFilterQuery() {
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams();
  const [pending, start] = useTransition();
  const go = useCallback(
    (next: URLSearchParams) =>
      start(() => router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false })),
    [router, pathname],
  );
  const change = useCallback(
    (changes: Readonly<Record<string, string>>) => {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      go(next);
    },
    [query, go],
  );
  const clear = useCallback(() => go(new URLSearchParams()), [go]);
  return { query, change, clear, pending };
}
