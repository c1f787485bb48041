export type StripeClock = {
  /** Seconds since 1970. */
  now: () => number;
  /** Runs a task at its own moment. */
  during: (at: number, run: () => void) => void;
  moveTo: (at: number) => void;
};

/** Stands still at `startAt` until it is moved; without `startAt` it runs with the machine's clock and is set forward. */
export function createStripeClock(startAt?: number): StripeClock {
  const machine = () => Math.floor(Date.now() / 1_000);
  let pinned = startAt ?? null;
  let offset = 0;
  return {
    now: () => pinned ?? machine() + offset,
    during: (at, run) => {
      const before = pinned;
      pinned = at;
      try {
        run();
      } finally {
        pinned = before;
      }
    },
    moveTo: (at) => {
      if (startAt === undefined) offset = at - machine();
      else pinned = at;
    },
  };
}
