'use client';

import { useCallback, useState } from 'react';
import { useEventSource } from './use-event-source.ts';

/**
 * Follows a value that the server tells whole with each event, starting from what the page was rendered with.
 * Reconnects by itself; `lost` is true while it has been away for seconds.
 */
export function useEventStream<T>(url: string, initial: T): { value: T; lost: boolean } {
  const [value, setValue] = useState(initial);
  const address = useCallback(() => url, [url]);
  const read = useCallback((told: unknown) => setValue(told as T), []);
  return { value, ...useEventSource(address, read) };
}
