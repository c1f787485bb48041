/** When a session ends, by the browser's own clock, in milliseconds since 1970. */
export type SessionEnds = {
  /** If nobody does anything. */
  idleAt: number;
  /** Whatever anybody does. */
  lifeAt: number;
};

export type IdlePhase =
  | { kind: 'working' }
  /** `cause`: whether staying is possible, or 24 hours are simply over. */
  | { kind: 'ending'; secondsLeft: number; cause: 'idle' | 'life' }
  | { kind: 'over' };

/** The notice stands for the last minute. */
export const NOTICE_MS = 60_000;
/** Only when the server surely agrees: otherwise the sign-in page would lead straight back. */
const SURELY_OVER_MS = 1_500;

/** What the page should show. */
export function idlePhase({ idleAt, lifeAt }: SessionEnds, now: number): IdlePhase {
  const endsAt = Math.min(idleAt, lifeAt);
  const left = endsAt - now;
  if (left <= -SURELY_OVER_MS) return { kind: 'over' };
  if (left > NOTICE_MS) return { kind: 'working' };
  const secondsLeft = Math.max(0, Math.ceil(left / 1_000));
  return { kind: 'ending', secondsLeft, cause: lifeAt - now <= NOTICE_MS ? 'life' : 'idle' };
}

/** The seconds at which a screen reader hears how many are left: not each one. */
export function announcedSeconds(secondsLeft: number): number | null {
  return [10, 30, 60].find((moment) => secondsLeft <= moment) ?? null;
}
