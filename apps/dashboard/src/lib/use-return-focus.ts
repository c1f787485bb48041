'use client';

import { useCallback, useRef } from 'react';

/**
 * For a button that makes way for a form: after `giveBack()` the button that appears with `ref` takes the focus,
 * which would be lost with the form.
 */
export function useReturnFocus() {
  const due = useRef(false);
  const ref = useCallback((button: HTMLButtonElement | null) => {
    if (!button || !due.current) return;
    due.current = false;
    button.focus();
  }, []);
  const giveBack = useCallback(() => {
    due.current = true;
  }, []);
  return { ref, giveBack };
}
