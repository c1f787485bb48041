'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventLine } from './event-line.ts';

const RETRY_MS = 2_000;
/** Short breaks, such as the server's own change of stream, are not worth a word. */
const SHOW_LOST_AFTER_MS = 4_000;
/** Older ones fall off: they are a press of "older" away. */
const MOST = 500;

export type Tail = {
  /** Events that came, newest first: those shown, and those that wait until the reader looks away or asks. */
  fresh: EventLine[];
  waiting: EventLine[];
  show: () => void;
  lost: boolean;
};

/**
 * Follows new events from `address`, which takes the sequence number of the last one seen. While `held()` is true they
 * wait, so that nothing moves under the reader's eyes or pointer.
 */
export function useTail(
  address: (after: string) => string,
  { on, newest, held }: { on: boolean; newest: string; held: () => boolean },
): Tail {
  const [events, setEvents] = useState<{ fresh: EventLine[]; waiting: EventLine[] }>({ fresh: [], waiting: [] });
  const [lost, setLost] = useState(false);
  const after = useRef(newest);
  const add = useCallback(
    (batch: EventLine[]) => {
      // After a break the server may tell an event again.
      const unseen = batch.filter(({ id }) => BigInt(id) > BigInt(after.current)).toReversed();
      const last = unseen[0];
      if (!last) return;
      after.current = last.id;
      const wait = held();
      setEvents(({ fresh, waiting }) => {
        const all = [...unseen, ...waiting].slice(0, MOST);
        return wait ? { fresh, waiting: all } : { fresh: [...all, ...fresh].slice(0, MOST), waiting: [] };
      });
    },
    [held],
  );
  useEffect(() => {
    if (!on) return;
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let warn: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      clearTimeout(warn);
      warn = undefined;
      setLost(false);
    };
    const open = () => {
      source = new EventSource(address(after.current));
      source.onopen = back;
      source.onmessage = (event: MessageEvent<string>) => add(JSON.parse(event.data) as EventLine[]);
      source.onerror = () => {
        warn ??= setTimeout(() => setLost(true), SHOW_LOST_AFTER_MS);
        // Opened anew from the last event, not by the browser, which would ask for all of them again.
        source.close();
        clearTimeout(retry);
        retry = setTimeout(open, RETRY_MS);
      };
    };
    const close = () => {
      source?.close();
      clearTimeout(retry);
      clearTimeout(warn);
      warn = undefined;
    };
    // A browser keeps six connections to one server over HTTP/1.1; a page that nobody sees holds none.
    const onVisibility = () => {
      close();
      if (document.visibilityState === 'visible') open();
    };
    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      close();
      setLost(false);
    };
  }, [on, address, add]);
  const show = useCallback(
    () => setEvents(({ fresh, waiting }) => ({ fresh: [...waiting, ...fresh].slice(0, MOST), waiting: [] })),
    [],
  );
  return { ...events, show, lost };
}
