/** Counts what is under way by a name, and refuses above the limit. */
export type RequestSlots = {
  /** Takes a slot and gives the way to free it (once), or null when none is left. */
  take(name: string): (() => void) | null;
};

export function createRequestSlots(limit: number): RequestSlots {
  const taken = new Map<string, number>();
  return {
    take: (name) => {
      const before = taken.get(name) ?? 0;
      if (before >= limit) return null;
      taken.set(name, before + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const now = (taken.get(name) ?? 1) - 1;
        if (now === 0) taken.delete(name);
        else taken.set(name, now);
      };
    },
  };
}
