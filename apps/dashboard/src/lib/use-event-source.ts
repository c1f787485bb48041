'use client';

import { useEffect, useState } from 'react';
import { followRefusal } from './follow-refusal.ts';

const RETRY_MS = 2_000;
/** Short breaks, such as the server's own change of stream, are not worth a word. */
const SHOW_LOST_AFTER_MS = 4_000;

/**
 * Reads server-sent events of JSON values while `on`. After a break, also an HTTP error, it asks `address` anew, so
 * that it can say where to go on. Says whether it has been away for seconds. Both functions must keep their identity:
 * another one is another stream.
 */
export function useEventSource(address: () => string, read: (value: unknown) => void, on = true): { lost: boolean } {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!on) return;
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let warn: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      clearTimeout(warn);
      warn = undefined;
      setLost(false);
    };
    const open = () => {
      const url = address();
      const opened = new EventSource(url);
      source = opened;
      opened.onopen = back;
      opened.onmessage = (event: MessageEvent<string>) => read(JSON.parse(event.data));
      opened.onerror = () => {
        warn ??= setTimeout(() => setLost(true), SHOW_LOST_AFTER_MS);
        const refused = opened.readyState === EventSource.CLOSED;
        // Opened anew by us, not by the browser, which would ask the same address again.
        opened.close();
        clearTimeout(retry);
        retry = setTimeout(open, RETRY_MS);
        // An EventSource does not tell which error it met; somebody signed out would wait here for ever.
        if (refused) void followRefusal(url);
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
  }, [on, address, read]);
  return { lost };
}
