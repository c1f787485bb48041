'use client';

import type { openclaw } from '@clawberth/core';
import { useEffect, useRef } from 'react';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import { lineKey } from './use-log-lines.ts';

const t = texts.bot.logs;
const COLOURS = { debug: 'text-muted', info: 'text-ink', warn: 'text-warn', error: 'text-bad' } as const;
const NEAR_END_PX = 40;
// Lines exist in the browser only, so its locale and zone are known; one formatter serves thousands of lines.
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'long' });

type Props = { lines: openclaw.LogLine[]; follow: boolean; onLeaveEnd: () => void; empty: string };

/** The lines; follows the newest until the reader scrolls up. */
export function LogList({ lines, follow, onLeaveEnd, empty }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  useEffect(() => {
    if (follow && lines.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines, follow]);
  function onScroll() {
    const element = box.current;
    if (!element) return;
    const upwards = element.scrollTop < top.current;
    top.current = element.scrollTop;
    if (follow && upwards && element.scrollHeight - element.scrollTop - element.clientHeight > NEAR_END_PX)
      onLeaveEnd();
  }
  return (
    <ScrollBox
      ref={box}
      onScroll={onScroll}
      role="log"
      aria-live="off"
      aria-label={t.label}
      className="h-[52vh] min-h-72 overflow-auto rounded-card border border-line bg-card p-4 font-mono text-small"
    >
      {lines.length === 0 && <p className="font-sans text-muted">{empty}</p>}
      {lines.map((line) => (
        <div key={lineKey(line)} className="flex gap-3 py-0.5">
          <time dateTime={line.at} title={EXACT.format(new Date(line.at))} className="shrink-0 text-muted tabular-nums">
            {CLOCK.format(new Date(line.at))}
          </time>
          {line.level !== 'info' && line.level !== 'debug' && (
            <span className={cn('shrink-0 font-bold', COLOURS[line.level])}>{line.level}</span>
          )}
          <span className={cn('min-w-0 break-words whitespace-pre-wrap', COLOURS[line.level])}>{line.text}</span>
        </div>
      ))}
    </ScrollBox>
  );
}
