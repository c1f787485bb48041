'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { leaveForSignIn } from '@/lib/leave-for-sign-in.ts';
import { networkFailure } from '@/lib/use-action.ts';
import type { SessionLeft } from '@/server/left-of.ts';
import { touchSessionAction } from './actions.ts';
import { idlePhase, type IdlePhase } from './idle-phase.ts';
import { noteSessionEnds, readSessionEnds } from './session-ends.ts';

const TICK_MS = 1_000;
/** The server writes a session's last use once a minute; telling it more often than this would change nothing. */
const TELL_EVERY_MS = 90_000;
/** What says that somebody is there. While the notice stands, a mouse that is bumped into does not. */
const INPUTS = ['pointerdown', 'keydown', 'pointermove', 'wheel', 'touchstart'] as const;
const DELIBERATE: readonly string[] = ['pointerdown', 'keydown'];

/**
 * Tells the server that somebody is at work, and says when they no longer are. At the end it goes to the sign-in page.
 * All tabs count together. `stay` is for the button.
 */
export function useIdle(left: SessionLeft): { phase: IdlePhase; stay: () => void } {
  const [phase, setPhase] = useState<IdlePhase>({ kind: 'working' });
  const shown = useRef<IdlePhase>({ kind: 'working' });
  const told = useRef(0);
  const lastInput = useRef(0);

  const look = useCallback(() => {
    const ends = readSessionEnds();
    const next = ends === null ? ({ kind: 'working' } as const) : idlePhase(ends, Date.now());
    if (next.kind === 'over' && shown.current.kind !== 'over') leaveForSignIn();
    if (next.kind !== 'working' || shown.current.kind !== 'working') setPhase(next);
    shown.current = next;
  }, []);

  const stay = useCallback(() => {
    // Pressing the button is an input, too: once is enough.
    if (Date.now() - told.current < TICK_MS) return;
    told.current = Date.now();
    void touchSessionAction({})
      .catch(networkFailure)
      .then((result) => {
        if (result.ok) noteSessionEnds(result.value);
        else if (result.code === 'not_signed_in') leaveForSignIn();
        look();
      });
  }, [look]);

  const { idleMs, lifeMs } = left;
  useEffect(() => {
    noteSessionEnds({ idleMs, lifeMs });
    told.current = Date.now();
  }, [idleMs, lifeMs]);

  useEffect(() => {
    const due = () => Date.now() - told.current >= TELL_EVERY_MS;
    const onInput = ({ type }: Event) => {
      const { current: now } = shown;
      if (now.kind === 'ending' && now.cause === 'idle' && DELIBERATE.includes(type)) stay();
      if (now.kind !== 'working') return;
      lastInput.current = Date.now();
      if (due()) stay();
    };
    const tick = () => {
      look();
      // The last input of a busy while is told, too, so that the half hour begins with it.
      if (shown.current.kind === 'working' && lastInput.current > told.current && due()) stay();
    };
    const timer = setInterval(tick, TICK_MS);
    for (const name of INPUTS) window.addEventListener(name, onInput, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const name of INPUTS) window.removeEventListener(name, onInput);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look, stay]);
  return { phase, stay };
}
