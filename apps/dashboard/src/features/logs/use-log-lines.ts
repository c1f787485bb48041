'use client';

import type { openclaw } from '@clawberth/core';
import { useEffect, useState } from 'react';
import { followResponse } from '@/lib/follow-refusal.ts';

export type LogStatus = 'connecting' | 'live' | 'lost';
const RETRY_MS = 3_000;
/** Older lines fall off: enough to scroll, little enough to stay quick. */
const MOST_LINES = 2_000;

/**
 * Follows a bot's log. After a break it reads from the start of what the bot still holds and leaves out
 * what it has: a restarted bot counts its lines anew, so a cursor alone would hide them.
 */
export function useLogLines(url: string, active: boolean): { lines: openclaw.LogLine[]; status: LogStatus } {
  const [lines, setLines] = useState<openclaw.LogLine[]>([]);
  const [status, setStatus] = useState<LogStatus>('connecting');
  useEffect(() => {
    if (!active) return;
    const stop = new AbortController();
    const seen = new Set<string>();
    const add = (batch: openclaw.LogLine[]) => {
      const fresh = batch.filter((line) => !seen.has(lineKey(line)));
      for (const line of fresh) seen.add(lineKey(line));
      if (fresh.length > 0) setLines((now) => [...now, ...fresh].slice(-MOST_LINES));
    };
    const follow = async () => {
      while (!stop.signal.aborted) {
        await readLines(url, stop.signal, () => setStatus('live'), add).catch(() => undefined);
        if (stop.signal.aborted) return;
        setStatus('lost');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    };
    setLines([]);
    setStatus('connecting');
    void follow();
    return () => stop.abort();
  }, [url, active]);
  return { lines, status };
}

/** Names a line over reconnections. */
export function lineKey(line: openclaw.LogLine): string {
  return `${line.at} ${line.cursor}`;
}

async function readLines(
  url: string,
  signal: AbortSignal,
  onOpen: () => void,
  onLines: (lines: openclaw.LogLine[]) => void,
): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok && (await followResponse(response))) throw new Error('signed out');
  if (!response.ok || !response.body) throw new Error('closed');
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const texts = (rest + value).split('\n');
    rest = texts.pop() ?? '';
    onLines(texts.filter((text) => text.trim()).map((text) => JSON.parse(text) as openclaw.LogLine));
  }
}
