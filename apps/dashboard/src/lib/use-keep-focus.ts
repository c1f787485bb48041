'use client';

import { useCallback, useEffect, useRef } from 'react';

/** For lists whose buttons go away with what they act on: a focus that is lost after `acted()` goes to the heading with `ref`. */
export function useKeepFocus() {
  const ref = useRef<HTMLHeadingElement>(null);
  const due = useRef(false);
  useEffect(() => {
    if (!due.current || document.activeElement !== document.body) return;
    due.current = false;
    ref.current?.focus({ preventScroll: true });
  });
  const acted = useCallback(() => {
    due.current = true;
  }, []);
  return { ref, acted };
}
