import type { StoredMeterEvent } from '../stripe-state.ts';

/** What a meter makes of its events: their sum, their number, or the last value by time. */
export function aggregateUsage(formula: string, events: StoredMeterEvent[]): number {
  if (formula === 'count') return events.length;
  if (formula === 'last') return events.toSorted((a, b) => a.timestamp - b.timestamp).at(-1)?.value ?? 0;
  return events.reduce((all, one) => all + one.value, 0);
}
