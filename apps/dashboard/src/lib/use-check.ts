'use client';

import { useCallback, useRef, useState } from 'react';
import type { ActionResult } from '@/server/action.ts';
import { networkFailure } from './use-action.ts';

export type CheckState<T> =
  | { status: 'idle' }
  | { status: 'checking'; subject: string }
  | { status: 'good'; subject: string; value: T }
  | { status: 'bad'; subject: string; message: string };

/**
 * Checks something outside once per subject: leaving the field and pressing Continue share one call.
 * `check` resolves to whether the subject is good.
 */
export function useCheck<T>(ask: (subject: string) => Promise<ActionResult<T>>) {
  const [state, setState] = useState<CheckState<T>>({ status: 'idle' });
  const running = useRef<{ subject: string; outcome: Promise<boolean> } | null>(null);

  const check = useCallback(
    (subject: string): Promise<boolean> => {
      if (running.current?.subject === subject) return running.current.outcome;
      setState({ status: 'checking', subject });
      const outcome = ask(subject)
        .catch(networkFailure)
        .then((result) => {
          if (running.current?.subject !== subject) return false;
          if (!result.ok) running.current = null;
          setState(
            result.ok
              ? { status: 'good', subject, value: result.value }
              : { status: 'bad', subject, message: Object.values(result.fields)[0] ?? result.message },
          );
          return result.ok;
        });
      running.current = { subject, outcome };
      return outcome;
    },
    [ask],
  );

  /** Forgets the outcome, as soon as something else is typed. */
  const reset = useCallback(() => {
    running.current = null;
    setState({ status: 'idle' });
  }, []);

  return { state, check, reset };
}
