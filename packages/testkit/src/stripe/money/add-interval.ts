export type Interval = { interval: string; interval_count: number };

/**
 * The anchor plus so many intervals, UTC, in seconds. Months keep the anchor's day, or take their last one when they are
 * shorter (31 January, 28 February, 31 March), as docs.stripe.com/billing/subscriptions/billing-cycle says.
 */
export function addInterval(anchor: number, { interval, interval_count }: Interval, times: number): number {
  const steps = interval_count * times;
  if (interval === 'day') return anchor + steps * 86_400;
  if (interval === 'week') return anchor + steps * 7 * 86_400;
  const from = new Date(anchor * 1_000);
  const month = from.getUTCMonth() + (interval === 'year' ? 12 * steps : steps);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const time = [from.getUTCHours(), from.getUTCMinutes(), from.getUTCSeconds()] as const;
  return Date.UTC(from.getUTCFullYear(), month, day, ...time) / 1_000;
}

/** The first moment after `after` at which a cycle of the anchor ends. */
export function nextCycle(anchor: number, interval: Interval, after: number): number {
  for (let times = 1; ; times += 1) {
    const end = addInterval(anchor, interval, times);
    if (end > after) return end;
  }
}
