'use client';

import { useCallback, useRef, useState } from 'react';
import { useEventSource } from '@/lib/use-event-source.ts';
import type { EventLine } from './event-line.ts';

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
  const after = useRef(newest);
  const add = useCallback(
    (batch: unknown) => {
      // After a break the server may tell an event again.
      const unseen = (batch as EventLine[]).filter(({ id }) => BigInt(id) > BigInt(after.current)).toReversed();
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
  const next = useCallback(() => address(after.current), [address]);
  const { lost } = useEventSource(next, add, on);
  const show = useCallback(
    () => setEvents(({ fresh, waiting }) => ({ fresh: [...waiting, ...fresh].slice(0, MOST), waiting: [] })),
    [],
  );
  return { ...events, show, lost };
}
