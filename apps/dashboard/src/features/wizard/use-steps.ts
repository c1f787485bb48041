'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { STEPS, type Step } from './draft.ts';

/** The current step, kept in the address so that the browser's Back goes one step back. */
export function useSteps() {
  const params = useSearchParams();
  const [furthest, setFurthest] = useState(0);
  const wanted = Number(params.get('step') ?? '1') - 1;
  const index = Math.max(0, Math.min(Number.isInteger(wanted) ? wanted : 0, furthest));
  const goTo = useCallback((target: number) => {
    setFurthest((before) => Math.max(before, target));
    window.history.pushState(null, '', `?step=${target + 1}`);
  }, []);
  const step: Step = STEPS[index] ?? 'job';
  return { index, step, goTo };
}
