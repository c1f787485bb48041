/** Counts what is under way by a name, and refuses above the limit. */
export type Slots = {
  /** Takes a part of what is free (one, or `size`) and gives the way to free it once; null when too little is left. */
  take(name: string, size?: number): (() => void) | null;
};

export function createSlots(limit: number): Slots {
  const taken = new Map<string, number>();
  return {
    take: (name, size = 1) => {
      const before = taken.get(name) ?? 0;
      if (before + size > limit) return null;
      taken.set(name, before + size);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const now = (taken.get(name) ?? size) - size;
        if (now === 0) taken.delete(name);
        else taken.set(name, now);
      };
    },
  };
}
