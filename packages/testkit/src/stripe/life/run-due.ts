import type { StripeState } from '../stripe-state.ts';

/** Puts off or brings forward what happens under this key; null takes it from the agenda. */
export function schedule(state: StripeState, key: string, at: number | null, run: () => void): void {
  state.agenda.delete(key);
  if (at !== null) state.agenda.set(key, { at, run });
}

/** Does what is due up to the moment, each thing at its own time, oldest first. */
export function runDue(state: StripeState, until: number): void {
  for (;;) {
    let next: [string, { at: number; run: () => void }] | undefined;
    for (const entry of state.agenda)
      if (entry[1].at <= until && entry[1].at < (next?.[1].at ?? Infinity)) next = entry;
    if (next === undefined) return;
    const [key, task] = next;
    state.agenda.delete(key);
    state.request = { id: null, idempotency_key: null };
    state.clock.during(task.at, task.run);
  }
}
