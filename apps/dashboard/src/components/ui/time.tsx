'use client';

import { useNow } from '@/lib/use-now.ts';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const TICK_MS = 20_000;
type Style = 'relative' | 'clock' | 'minute' | 'exact';

/**
 * A moment in the reader's own words and zone: "4 minutes ago", exact on hover.
 * `style="clock"` shows the time of today or the date before, `style="minute"` the time alone. Empty until the browser knows its zone.
 */
export function Time({ at, style = 'relative' }: { at: string; style?: Style }) {
  const now = useNow(TICK_MS);
  const date = new Date(at);
  if (now === null)
    return (
      <time dateTime={at} className="inline-block min-w-16">
        &nbsp;
      </time>
    );
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' }).format(date);
  return (
    <time dateTime={at} title={exact} className="tabular-nums">
      {style === 'exact' ? exact : words(date, new Date(now), style)}
    </time>
  );
}

function words(date: Date, now: Date, style: Exclude<Style, 'exact'>): string {
  if (style === 'clock') return clock(date, now);
  if (style === 'relative') return relative(date, now.getTime());
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(date);
}

function relative(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

function clock(date: Date, now: Date): string {
  const sameDay = date.toDateString() === now.toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay
    ? { hour: '2-digit', minute: '2-digit', second: '2-digit' }
    : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(undefined, options).format(date);
}
