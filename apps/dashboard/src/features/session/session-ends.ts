'use client';

import type { SessionLeft } from '@/server/left-of.ts';
import type { SessionEnds } from './idle-phase.ts';

const KEY = 'clawberth.session-ends';
/** Where the browser keeps nothing for us, each tab goes by what it has seen itself. */
let own: SessionEnds | null = null;

/** Notes for all tabs of this browser when the session ends, as the server has just said. */
export function noteSessionEnds({ idleMs, lifeMs }: SessionLeft): void {
  const now = Date.now();
  own = { idleAt: now + idleMs, lifeAt: now + lifeMs };
  try {
    localStorage.setItem(KEY, `${own.idleAt} ${own.lifeAt}`);
  } catch {
    // Private windows may refuse; `own` is enough for this tab.
  }
}

/** What any of the tabs has heard last. */
export function readSessionEnds(): SessionEnds | null {
  try {
    const [idleAt, lifeAt] = (localStorage.getItem(KEY) ?? '').split(' ').map(Number);
    if (idleAt && lifeAt) return { idleAt, lifeAt };
  } catch {
    // As above.
  }
  return own;
}
